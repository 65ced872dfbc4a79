package dev.evenkeel.boot;

import dev.evenkeel.engine.EngineStates;
import dev.evenkeel.metrics.NotificationMetrics;
import dev.evenkeel.notify.Notifier;
import dev.evenkeel.notify.ProblemBoard;
import dev.evenkeel.notify.Receiver;
import dev.evenkeel.notify.ToldLog;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Tells receivers, each on a thread of its own: one that does not answer keeps nobody waiting. */
@Singleton
final class Notifications {

    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration AFTER_PANIC = Duration.ofMinutes(1);

    private final List<Receiver> receivers;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    Notifications(EvenkeelConfig config) {
        try {
            this.receivers = receivers(config);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(wrong.getMessage());
        }
    }

    /** @throws IllegalArgumentException when they cannot be used */
    static List<Receiver> receivers(EvenkeelConfig config) {
        List<Receiver> all = config.notifications().entrySet().stream()
                .map(entry -> receiver(entry.getKey(), entry.getValue()))
                .toList();
        List<String> broken =
                all.stream().flatMap(one -> one.violations().stream()).toList();
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", broken));
        }
        return all;
    }

    private static Receiver receiver(String name, NotificationConfig settings) {
        return new Receiver(
                name,
                settings.url(),
                settings.urlFile(),
                settings.format(),
                headers(name, settings.headers()),
                settings.tokenFile(),
                settings.ca(),
                settings.timeout(),
                settings.grace(),
                settings.interval());
    }

    private static Map<String, String> headers(String receiver, Optional<List<String>> lines) {
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.orElse(List.of())) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "evenkeel.notifications." + receiver + ".headers: write Name: value, with commas in between");
            }
            headers.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return headers;
    }

    void start(
            @Observes StartupEvent event,
            Registry registry,
            RevisionLog log,
            ResourceCodec codec,
            EngineStates engines,
            MeterRegistry meters,
            Clock clock) {
        ToldLog told = new ToldLog(log, codec);
        List<String> names = receivers.stream().map(Receiver::name).toList();
        told.keepOnly(names);
        if (receivers.isEmpty()) {
            return;
        }
        NotificationMetrics metrics = new NotificationMetrics(meters, names);
        ProblemBoard board = new ProblemBoard(registry, engines);
        board.start();
        for (Receiver receiver : receivers) {
            Notifier notifier = notifier(receiver, board, told, metrics, clock);
            threads.add(Thread.ofPlatform()
                    .name("notify-" + receiver.name())
                    .daemon()
                    .start(() -> work(notifier)));
        }
        LOG.infof("notifications on receivers=%s", names);
    }

    private static Notifier notifier(
            Receiver receiver, ProblemBoard board, ToldLog told, NotificationMetrics metrics, Clock clock) {
        try {
            return Notifier.of(receiver, board, told, metrics, clock);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(
                    "evenkeel.notifications." + receiver.name() + "." + wrong.getMessage(), wrong);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        closed.countDown();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(STOP_TIMEOUT);
        }
    }

    private void work(Notifier notifier) {
        try {
            Duration pause = Duration.ZERO;
            while (!closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = turn(notifier);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration turn(Notifier notifier) throws InterruptedException {
        try {
            return notifier.turn();
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "notifying failed unexpectedly receiver=%s", notifier.name());
            return AFTER_PANIC;
        }
    }
}

package dev.evenkeel.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.EngineState;
import dev.evenkeel.engine.EngineStates;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One receiver over time, on a clock that stands still unless it is moved; what is wrong is an engine. */
final class NotifierTest {

    private static final Duration GRACE = Duration.ofMinutes(2);

    private final EngineState engine = new EngineState("default");
    private final List<String> sent = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();

    @TempDir
    Path directory;

    private Instant now = Problems.NOON;
    private boolean receiverUp = true;
    private RevisionLog log;
    private Notifier notifier;

    @BeforeEach
    void open() {
        log = SqliteDatabase.open(directory.resolve("registry.db"));
        engine.answered(true);
        notifier = notifier();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void anOutageIsToldAndSoIsItsEnd() throws InterruptedException {
        assertThat(notifier.turn()).isEqualTo(Notifier.LOOK);
        outage();
        engine.answered(true);
        notifier.turn();
        assertThat(sent).containsExactly("firing EngineUnreachable", "resolved EngineUnreachable");
        assertThat(counted).containsExactly("success", "success");
    }

    @Test
    void aRestartRepeatsNothingAndForgetsNothing() throws InterruptedException {
        outage();
        notifier = notifier();
        notifier.turn();
        pass(GRACE.multipliedBy(2));
        notifier.turn();
        assertThat(sent).hasSize(1);
        engine.answered(true);
        notifier.turn();
        assertThat(sent).containsExactly("firing EngineUnreachable", "resolved EngineUnreachable");
        notifier = notifier();
        notifier.turn();
        assertThat(sent).hasSize(2);
    }

    @Test
    void aReceiverThatIsAwayIsTriedLessAndLessOftenAndToldInTheEnd() throws InterruptedException {
        receiverUp = false;
        engine.answered(false);
        notifier.turn();
        pass(GRACE);
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            delays.add(notifier.turn());
        }
        assertThat(delays.subList(0, 4)).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L);
        assertThat(delays.getLast()).isEqualTo(Notifier.RETRY_MAX);
        receiverUp = true;
        notifier.turn();
        assertThat(sent).containsExactly("firing EngineUnreachable");
        assertThat(counted).hasSize(13).endsWith("error", "success").doesNotContain("dropped");
    }

    @Test
    void whatIsOverBeforeItCouldBeToldIsDroppedAndCounted() throws InterruptedException {
        receiverUp = false;
        outage();
        engine.answered(true);
        receiverUp = true;
        notifier.turn();
        notifier.turn();
        assertThat(sent).isEmpty();
        assertThat(counted).containsExactly("error", "dropped");
    }

    @Test
    void oneMessageIsFollowedByTheNextNoSoonerThanAfterTheInterval() throws InterruptedException {
        engine.answered(false);
        notifier.turn();
        pass(GRACE);
        assertThat(notifier.turn()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void receiversThatAreNotConfiguredAnyMoreAreForgotten() throws InterruptedException {
        outage();
        ToldLog told = new ToldLog(log, new ResourceCodec());
        told.keepOnly(List.of("ops"));
        assertThat(told.read("ops")).hasSize(1);
        told.keepOnly(List.of("others"));
        assertThat(told.read("ops")).isEmpty();
    }

    private void outage() throws InterruptedException {
        engine.answered(false);
        notifier.turn();
        pass(GRACE);
        notifier.turn();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Notifier notifier() {
        Clock clock = clock();
        ResourceCodec codec = new ResourceCodec();
        Registry registry =
                new Registry(log, codec, clock, () -> UUID.randomUUID().toString());
        ProblemBoard board = new ProblemBoard(registry, new EngineStates(List.of(engine)));
        board.start();
        Receiver receiver = new Receiver(
                "ops",
                Optional.of("http://localhost/"),
                Optional.empty(),
                Format.json,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(10),
                GRACE,
                Duration.ofMinutes(1));
        NotificationListener listener = new NotificationListener() {
            @Override
            public void delivered(String name) {
                counted.add("success");
            }

            @Override
            public void failed(String name) {
                counted.add("error");
            }

            @Override
            public void dropped(String name) {
                counted.add("dropped");
            }
        };
        return new Notifier(receiver, board, new ToldLog(log, codec), this::send, listener, clock);
    }

    private Delivery send(NotificationBody body) {
        if (!receiverUp) {
            return new Delivery.Failed("no connection");
        }
        String status = body.text().contains("\"status\":\"firing\"") ? "firing" : "resolved";
        sent.add(status + " " + body.text().replaceAll(".*\"alertname\":\"Evenkeel([A-Za-z]+)\".*", "$1"));
        return new Delivery.Arrived();
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}

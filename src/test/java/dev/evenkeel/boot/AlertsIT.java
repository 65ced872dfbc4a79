package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.engine.OwnEngine;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Something really goes wrong, a real Prometheus sees it, a real Alertmanager tells of it, and when it is put right it
 * tells that, too. The rules are those of deploy/prometheus, with less patience ({@link AlertScale}).
 */
final class AlertsIT {

    private static final Logger LOG = Logger.getLogger(AlertsIT.class);

    /** How long a busy machine may take for what takes some seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** The scrape, the time of the alert as it is scaled, and two seconds, which is what an idle machine needs. */
    private static final Duration PROMISED = Duration.ofSeconds(1 + 3 + 2);

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private OwnEngine engine;
    private EngineProxy proxy;
    private EvenkeelProcess evenkeel;
    private AlertReceiver receiver;
    private RealPrometheus prometheus;

    @FunctionalInterface
    interface Deed {
        void run() throws IOException;
    }

    /** @param labels by which the alert of this fault is known */
    record Fault(String alert, Map<String, String> labels, Deed cause, Deed repair) {}

    @BeforeEach
    void start() throws IOException {
        engine = open(OwnEngine.up());
        proxy = open(new EngineProxy(engine.host(), folder.resolve("engine.sock")));
        evenkeel = open(EvenkeelProcess.on(folder.resolve("data"), proxy.uri()))
                .with("EVENKEEL_RESYNC", "1s")
                .with("EVENKEEL_RETRY_CAP", "1s")
                .with("EVENKEEL_BACKUP_STORE_CHECK", "1s")
                .with("EVENKEEL_ENGINE_CALL_TIMEOUT", "1h")
                .with("EVENKEEL_LIMITS_FAILED_LOGINS_PER_MINUTE", "1000000")
                .with("EVENKEEL_POLICY_HOST_PATHS", folder.toString());
        receiver = open(new AlertReceiver());
        Path scaled = Files.createDirectory(folder.resolve("scaled"));
        RealAlertmanager alertmanager = open(RealAlertmanager.start(
                Files.createDirectory(folder.resolve("alertmanager")),
                AlertScale.alertmanager(scaled, receiver.port())));
        prometheus = open(RealPrometheus.alerting(
                Files.createDirectory(folder.resolve("prometheus")), evenkeel, AlertScale.rules(scaled), alertmanager));
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    @Test
    void whatReallyGoesWrongIsToldOfAndSoIsItsEnd() throws IOException {
        nobodyIsThereAndThenNobodyIsAsked();
        measureDrift();
        List<Fault> repaired = new ArrayList<>();
        try (AlertFaults faults = new AlertFaults(folder, evenkeel, engine, proxy)) {
            faults.prepare();
            repaired.addAll(told(faults.sideBySide()));
        }
        repaired.addAll(told(List.of(silentEngine())));
        // As long as the engine counts as away, nothing else is told of it.
        told(List.of(brokenRepair("EvenkeelEngineUnreachable"), alongWith("EvenkeelRepairStuck")))
                .forEach(this::awaitOver);
        repaired.addAll(told(List.of(frozenEngine("EvenkeelDriftCheckStalled"), alongWith("EvenkeelWorkerStuck"))));
        repaired.forEach(this::awaitOver);
        assertThat(receiver.paths("EvenkeelWatchdog")).containsExactly("/evenkeel");
        assertThat(receiver.over("EvenkeelWatchdog", Map.of())).isFalse();
    }

    /** Before it is started at all, Evenkeel is down; then it is started without asking anybody who he is. */
    private void nobodyIsThereAndThenNobodyIsAsked() {
        Map<String, String> ours = Map.of("job", "evenkeel");
        awaitTold("EvenkeelDown", ours);
        evenkeel.with("EVENKEEL_AUTH", "none").with("EVENKEEL_INSECURE_NO_AUTH", "true");
        evenkeel.start();
        awaitOver("EvenkeelDown", ours);
        awaitTold("EvenkeelInsecureNoAuth", ours);
        evenkeel.kill();
        evenkeel.with("EVENKEEL_AUTH", "required").with("EVENKEEL_INSECURE_NO_AUTH", "false");
        evenkeel.start();
        awaitOver("EvenkeelInsecureNoAuth", ours);
    }

    private void measureDrift() {
        evenkeel.create("networks", "metadata: {name: measured}\nspec: {driftPolicy: Report}");
        evenkeel.merge("networks", "measured", REPAIR_NOW);
        evenkeel.awaitReady("networks", "measured");
        await("Prometheus sees that all is well", () -> prometheus
                .query("ALERTS{name='measured'} or evenkeel_resource_drifted{name='measured'} == 1"
                        + " or absent(evenkeel_resource_drifted{name='measured'})")
                .isEmpty());
        Map<String, String> labels = Map.of("kind", "Network", "name", "measured");
        long gone = System.nanoTime();
        engine.docker("network", "rm", "measured");
        awaitTold("EvenkeelDriftNotCorrected", labels);
        Duration took = Duration.ofNanos(
                receiver.told("EvenkeelDriftNotCorrected", labels).orElseThrow() - gone);
        LOG.infof("drift was told of after %d ms; promised on an idle machine: %s", took.toMillis(), PROMISED);
        assertThat(took).isLessThan(PATIENCE);
        evenkeel.merge("networks", "measured", REPAIR_NOW);
        awaitOver("EvenkeelDriftNotCorrected", labels);
    }

    static final String REPAIR_NOW = "{\"metadata\": {\"annotations\": {\"evenkeel.dev/repair\": \"now\"}}}";

    /** It answers, and whoever asks for events is hung up on. */
    private Fault silentEngine() {
        return new Fault(
                "EvenkeelEventStreamDown",
                Map.of("engine", "default"),
                () -> {
                    proxy.withholdEvents();
                    proxy.cut();
                    proxy.mend();
                },
                proxy::tellEvents);
    }

    /** The engine goes away when the network has no container any more. */
    private Fault brokenRepair(String alert) {
        evenkeel.create("networks", "metadata: {name: moved}\nspec: {}");
        evenkeel.awaitReady("networks", "moved");
        engine.docker("run", "-d", "--name", "member", "--network", "moved", RealEngine.IMAGE);
        evenkeel.eventually(
                "networks", "moved", network -> network.at("/status/endpoints").size() == 1);
        return new Fault(
                alert,
                Map.of("engine", "default"),
                () -> {
                    proxy.countDisconnects();
                    proxy.at(1, false, proxy::cut);
                    evenkeel.merge("networks", "moved", "{\"spec\": {\"internal\": true}}");
                },
                () -> {
                    proxy.countOnly();
                    proxy.mend();
                });
    }

    /** Its process stands still, and so does whoever asks it something. */
    private Fault frozenEngine(String alert) {
        return new Fault(
                alert,
                Map.of("engine", "default", "kind", "Network"),
                () -> {
                    engine.freeze();
                    evenkeel.merge("networks", "moved", "{\"spec\": {\"internal\": false}}");
                },
                engine::thaw);
    }

    /** Of the fault before it. */
    private static Fault alongWith(String alert) {
        return new Fault(alert, Map.of(), () -> {}, () -> {});
    }

    /** All of them go wrong, each is told of, and all are put right. */
    private List<Fault> told(List<Fault> faults) throws IOException {
        List<Deed> repairs = new ArrayList<>();
        try {
            for (Fault fault : faults) {
                repairs.add(fault.repair());
                fault.cause().run();
            }
            faults.forEach(fault -> awaitTold(fault.alert(), fault.labels()));
        } finally {
            for (Deed repair : repairs) {
                repair.run();
            }
        }
        return faults;
    }

    private void awaitOver(Fault fault) {
        awaitOver(fault.alert(), fault.labels());
        LOG.infof("told of, and of its end: %s", fault.alert());
    }

    private void awaitTold(String alert, Map<String, String> labels) {
        await(alert + " is told of", () -> receiver.told(alert, labels).isPresent());
    }

    private void awaitOver(String alert, Map<String, String> labels) {
        await(alert + " is over", () -> receiver.over(alert, labels));
    }

    private void await(String what, Callable<Boolean> expected) {
        try {
            Awaitility.await(what).atMost(PATIENCE).until(expected);
        } catch (ConditionTimeoutException never) {
            throw new AssertionError(what + "; told was:\n" + receiver.everything(), never);
        }
    }
}

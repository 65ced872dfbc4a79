package dev.evenkeel.network.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.network.ProbeOrder;
import dev.evenkeel.network.ProbeReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of orders that cannot be carried out from here. */
final class NamespaceProbeTest {

    private final NamespaceProbe probe = new NamespaceProbe(Path.of(System.getProperty("java.home")), System::nanoTime);

    @Test
    void aProcessThatIsNotThereIsSaidToBeElsewhere() {
        Map<String, ProbeReport> reports = probe.ask(List.of(order("c1", 0), order("c2", 1L << 40)));
        assertThat(reports).containsOnlyKeys("c1", "c2");
        assertThat(reports.values()).allSatisfy(report -> {
            assertThat(report.hindrance()).contains("not seen from here");
            assertThat(report.lost()).isFalse();
        });
    }

    /** The id is as long as the engine's: a short one may by chance be in the name of a control group of this process. */
    @Test
    void aProcessThatIsNotTheContainersIsNotTakenForIt() {
        String id = "c1".repeat(32);
        ProbeReport report =
                probe.ask(List.of(order(id, ProcessHandle.current().pid()))).get(id);
        assertThat(report.hindrance()).isNotEmpty();
        assertThat(report.lost()).isFalse();
        assertThat(report.answers()).isEmpty();
    }

    /** At an address that is for documentation, and nobody's. */
    private static ProbeOrder order(String id, long pid) {
        return new ProbeOrder(id, "web", pid, List.of("192.0.2.7"), List.of());
    }
}

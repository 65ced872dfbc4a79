package dev.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.engine.EngineException.Unreachable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts get newer engines, and go back to the old one when they do not like it: over the same data and socket. */
@Timeout(120)
final class EngineReleaseIT {

    private static final NetworkCreation BACKEND = new NetworkCreation(
            "backend",
            "bridge",
            false,
            false,
            true,
            false,
            "default",
            Map.of(),
            List.of(new IpamPool("10.81.0.0/24", "", "10.81.0.1", Map.of())),
            Map.of("com.docker.network.driver.mtu", "1400"),
            Map.of("tier", "back"));

    @Test
    void theApiVersionFollowsTheEngineAndItsNetworksStayAsTheyWere() {
        try (OwnEngine own = OwnEngine.up();
                Engine engine = own.open()) {
            String id = engine.createNetwork(BACKEND);
            EngineNetwork before = engine.network(id);
            String release = major(engine.version());
            String other = release.equals("28") ? "20.10" : "28.5";
            try (EventStream events = engine.events()) {
                own.becomes(other);
                assertThatThrownBy(() -> drain(events)).isInstanceOf(Unreachable.class);
            }

            EngineVersion after = engine.version();
            assertThat(major(after)).isNotEqualTo(release);
            assertThat(after.apiVersion()).isEqualTo(spoken(own));
            assertThat(engine.network(id)).isEqualTo(before);

            own.becomes("26.1");
            own.becomes("20.10");

            // Nobody listened this time: a newer engine would go on understanding, an older one says that it does not.
            EngineVersion last = versionInTheEnd(engine);
            assertThat(last.version()).startsWith("20.10.");
            assertThat(last.apiVersion()).isEqualTo("1.41");
            assertThat(engine.network(id)).isEqualTo(before);
        }
    }

    private static void drain(EventStream events) {
        while (true) {
            assertThat(events.next()).isNotNull();
        }
    }

    /** What the loop does after an engine was unreachable: ask again. */
    private static EngineVersion versionInTheEnd(Engine engine) {
        try {
            return engine.version();
        } catch (Unreachable another) {
            return engine.version();
        }
    }

    private static String spoken(OwnEngine own) {
        return own.docker("version", "--format", "{{.Server.APIVersion}}");
    }

    private static String major(EngineVersion version) {
        return version.version().substring(0, version.version().indexOf('.'));
    }
}

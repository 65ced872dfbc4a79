package dev.evenkeel.volume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.EngineEvent;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.resource.Ownership;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the engine's lists and events is worth a look at a volume, and what is not. */
final class VolumeTriggersTest {

    private static final String SETTLED = """
            metadata: {name: pgdata, namespace: default, uid: uid-1, generation: 2}
            spec: {driverOptions: {type: nfs, device: ':/export', o: 'addr=10.0.0.1,rw'}}
            status:
              observedGeneration: 2
              conditions: [{type: Ready, status: 'True', reason: InSync}]
              origin: Created
              usedBy: [db]
            """;

    private static final Map<String, String> NFS = Map.of("type", "nfs", "device", ":/export", "o", "rw,addr=10.0.0.1");
    private static final EngineVolume PGDATA = volume(NFS, Map.of(Ownership.UID, "uid-1"));
    private static final ContainerSummary DB = container("db", "pgdata");

    @Test
    void aVolumeInOrderIsLeftAlone() throws JsonProcessingException {
        assertThat(differs(SETTLED, List.of(PGDATA), List.of(DB, container("web", "other"))))
                .isFalse();
    }

    @Test
    void aVolumeThatIsGoneOrAnotherWakes() throws JsonProcessingException {
        for (List<EngineVolume> volumes : List.of(
                List.<EngineVolume>of(),
                List.of(volume(Map.of(), Map.of(Ownership.UID, "uid-1"))),
                List.of(volume(NFS, Map.of(Ownership.UID, "uid-1", "more", "x"))),
                List.of(volume(NFS, Map.of())),
                List.of(volume(NFS, Map.of(Ownership.UID, "uid-0"))))) {
            assertThat(differs(SETTLED, volumes, List.of(DB))).as("%s", volumes).isTrue();
        }
    }

    @Test
    void newsOfBackupsWakeOnce() throws JsonProcessingException {
        LastBackup last = new LastBackup("nightly", Instant.parse("2026-11-20T02:00:00Z"), true);
        VolumeProtections known = (engine, volume, labels) ->
                Optional.of(new VolumeProtection(VolumeReason.BackedUp, "by nightly", Optional.of(last)));
        assertThat(differs(SETTLED, List.of(PGDATA), List.of(DB), known)).isTrue();
        String told = SETTLED.replace(
                        "reason: InSync}",
                        "reason: InSync}, {type: Protected, status: 'True', reason: BackedUp, message: by nightly}")
                + "  lastBackup: {name: nightly, time: '2026-11-20T02:00:00Z', verified: true}\n";
        assertThat(differs(told, List.of(PGDATA), List.of(DB), known)).isFalse();
        assertThat(differs(told.replace("verified: true", "verified: false"), List.of(PGDATA), List.of(DB), known))
                .isTrue();
    }

    @Test
    void anotherUserWakes() throws JsonProcessingException {
        assertThat(differs(SETTLED, List.of(PGDATA), List.of())).isTrue();
        assertThat(differs(SETTLED, List.of(PGDATA), List.of(DB, container("web", "pgdata"))))
                .isTrue();
    }

    @Test
    void driftThatIsKnownDoesNotWakeAgain() throws JsonProcessingException {
        String known = SETTLED.replace("'True', reason: InSync", "'False', reason: RequiresReplacement")
                + "  drift: [{field: 'labels[dev.evenkeel.uid]', desired: uid-1}]\n";
        assertThat(differs(known, List.of(volume(NFS, Map.of())), List.of(DB))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "observedGeneration: 1",
                "conditions: [{type: Ready, status: Unknown, reason: EngineUnreachable}]",
                "conditions: []"
            })
    void whatIsNotSettledIsLookedAtWhateverTheListsSay(String status) throws JsonProcessingException {
        String field = status.substring(0, status.indexOf(':'));
        String manifest = SETTLED.replaceAll("(?m)^ {2}" + field + ":.*\\n", "") + "  " + status + "\n";
        assertThat(differs(manifest, List.of(PGDATA), List.of(DB))).isTrue();
    }

    @Test
    void mountingChangesNothingThatIsDeclared() {
        assertThat(VolumeTriggers.keyOf(new EngineEvent("volume", "destroy", "pgdata", Map.of(), 1), "default"))
                .contains(VolumeKind.INSTANCE.key("default", "pgdata"));
        for (EngineEvent event : List.of(
                new EngineEvent("volume", "mount", "pgdata", Map.of(), 1),
                new EngineEvent("volume", "prune", "", Map.of("reclaimed", "0"), 1),
                new EngineEvent("network", "create", "n1", Map.of("name", "pgdata"), 1))) {
            assertThat(VolumeTriggers.keyOf(event, "default")).as("%s", event).isEmpty();
        }
    }

    private static boolean differs(String manifest, List<EngineVolume> volumes, List<ContainerSummary> containers)
            throws JsonProcessingException {
        return differs(manifest, volumes, containers, VolumeProtections.UNKNOWN);
    }

    private static boolean differs(
            String manifest,
            List<EngineVolume> volumes,
            List<ContainerSummary> containers,
            VolumeProtections protections)
            throws JsonProcessingException {
        return VolumeTriggers.differs(
                Golden.CODEC.resource(VolumeKind.INSTANCE, Golden.parse(manifest)), volumes, containers, protections);
    }

    private static EngineVolume volume(Map<String, String> options, Map<String, String> labels) {
        return new EngineVolume("pgdata", "local", options, labels, "/mnt", "2026-01-01T00:00:00Z");
    }

    private static ContainerSummary container(String name, String volume) {
        return new ContainerSummary("id-" + name, name, "running", Map.of(), Map.of(), Set.of(volume));
    }
}

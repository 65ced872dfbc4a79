package dev.evenkeel.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.network.NetworkStatus;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.store.StoreKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a status somebody is told. */
final class ProblemChecksTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void driftIsToldWithItsFieldsAndWhyItStays() {
        assertThat(ofNetwork("""
                - {type: Ready, status: "False", reason: DriftReported, message: "ipam: want a, have b"}
                - {type: Drifted, status: "True", reason: Ipam, message: "ipam: want a, have b"}
                """))
                .containsExactly("DriftNotCorrected Network default/x Ipam: ipam: want a, have b (DriftReported)");
    }

    @Test
    void whatCannotBeMadeIsNotReadyAndWhatIsBeingMadeIsNothing() {
        assertThat(ofNetwork("""
                - {type: Ready, status: "False", reason: SubnetOverlap, message: taken}
                - {type: Drifted, status: "False", reason: SubnetOverlap}
                - {type: Stalled, status: "True", reason: SubnetOverlap}
                """)).containsExactly("NotReady Network default/x SubnetOverlap: taken");
        assertThat(ofNetwork("""
                - {type: Ready, status: "False", reason: EngineFailed, message: broken}
                - {type: Reconciling, status: "True", reason: EngineFailed, message: will be tried again}
                """)).containsExactly("NotReady Network default/x EngineFailed: broken");
        assertThat(ofNetwork("""
                - {type: Ready, status: "False", reason: Repairing}
                - {type: Reconciling, status: "True", reason: Repairing, message: create network x}
                """)).isEmpty();
        assertThat(ofNetwork("- {type: Ready, status: 'True', reason: InSync}")).isEmpty();
        assertThat(ofNetwork("")).isEmpty();
    }

    @Test
    void whileTheEngineIsAwayNobodyKnows() {
        assertThat(ofNetwork("""
                - {type: Ready, status: Unknown, reason: EngineUnreachable, message: gone}
                - {type: Drifted, status: Unknown, reason: EngineUnreachable}
                """))
                .containsExactly("DriftNotCorrected Network default/x unknown", "NotReady Network default/x unknown");
    }

    @Test
    void aScheduleThatFailsOrMissesIsToldAndASuspendedOneIsNot() {
        String conditions = """
                conditions:
                - {type: Succeeding, status: "False", reason: LastBackupFailed, message: nightly-1}
                - {type: OnTime, status: "False", reason: StillRunning, message: 2 due times went by}
                - {type: Drilled, status: "False", reason: DrillFailed, message: volume pgdata}
                """;
        assertThat(ofSchedule("false", conditions, "2026-11-20T12:00:00Z"))
                .containsExactly(
                        "BackupFailed BackupSchedule default/x LastBackupFailed: nightly-1",
                        "NotRestorable BackupSchedule default/x DrillFailed: volume pgdata",
                        "BackupTooOld BackupSchedule default/x StillRunning: 2 due times went by");
        assertThat(ofSchedule("true", conditions, "2026-11-20T12:00:00Z")).isEmpty();
    }

    /** Runs on weekdays: 2026-11-20 is a Friday. */
    @Test
    void aWeekendWithoutRunsIsNoDelayAndAMissingMondayIsOne() {
        String onSunday = """
                lastScheduleTime: 2026-11-20T02:00:00Z
                lastSuccessfulTime: 2026-11-20T02:05:00Z
                nextScheduleTimes: [2026-11-23T02:00:00Z, 2026-11-24T02:00:00Z]
                """;
        assertThat(ofSchedule("false", onSunday, "2026-11-22T23:00:00Z")).isEmpty();
        assertThat(ofSchedule("false", onSunday, "2026-11-26T02:04:59Z")).isEmpty();
        String onTuesday = """
                lastScheduleTime: 2026-11-24T02:00:00Z
                lastSuccessfulTime: 2026-11-20T02:05:00Z
                nextScheduleTimes: [2026-11-25T02:00:00Z, 2026-11-26T02:00:00Z]
                """;
        assertThat(ofSchedule("false", onTuesday, "2026-11-24T12:00:00Z"))
                .containsExactly("BackupTooOld BackupSchedule default/x TooOld: the newest good backup is of"
                        + " 2026-11-20T02:05:00Z");
    }

    @Test
    void aScheduleThatNeverSucceededIsTooOldAfterTwoIntervals() {
        String status = "nextScheduleTimes: [2026-11-21T02:00:00Z, 2026-11-22T02:00:00Z]";
        assertThat(ofSchedule("false", status, "2026-11-22T00:00:00Z")).isEmpty();
        assertThat(ofSchedule("false", status, "2026-11-22T00:00:01Z")).hasSize(1);
    }

    @Test
    void runsThatNobodyElseAnswersForAreToldAndContainersOfAllOfThem() {
        String failed = "{phase: Failed, reason: StoreFull, message: no room}";
        assertThat(ofBackup("", failed)).containsExactly("BackupFailed Backup default/x StoreFull: no room");
        assertThat(ofBackup(", ownerReferences: [{kind: BackupSchedule, uid: u}]", failed))
                .isEmpty();
        assertThat(ofBackup(
                        ", ownerReferences: [{kind: BackupSchedule, uid: u}]",
                        "{phase: SucceededWithWarnings, reason: ContainerNotStarted, message: db,"
                                + " quiesced: {mode: Stop, containers: [{name: db, id: 1}]}}"))
                .containsExactly("ContainersLeftStopped Backup default/x ContainerNotStarted: db");
        assertThat(ofBackup("", "{phase: Succeeded}")).isEmpty();
        assertThat(lines(ProblemChecks.ofRestore(resource(
                        RestoreKind.INSTANCE, "", "{}", "{phase: Failed, reason: TargetFull, message: full}"))))
                .containsExactly("RestoreFailed Restore default/x TargetFull: full");
    }

    @Test
    void aStoreThatIsAwayIsToldAndOneThatIsToGoIsNot() {
        String away = "{conditions: [{type: Ready, status: 'False', reason: Unreachable, message: no disk}]}";
        assertThat(lines(ProblemChecks.ofStore(resource(StoreKind.INSTANCE, "", "{}", away))))
                .containsExactly("StoreDown BackupStore default/x Unreachable: no disk");
        assertThat(ProblemChecks.ofStore(
                        resource(StoreKind.INSTANCE, ", deletionTimestamp: 2026-11-20T00:00:00Z", "{}", away)))
                .isEmpty();
    }

    private static List<String> ofNetwork(String conditions) {
        String status = conditions.isEmpty() ? "{}" : "conditions:\n" + conditions;
        Resource<NetworkSpec, NetworkStatus> network = resource(NetworkKind.INSTANCE, "", "{}", status);
        List<Condition> read = network.status().conditions();
        return lines(ProblemChecks.ofDeclared(network, read));
    }

    private static List<String> ofSchedule(String suspend, String status, String now) {
        String spec = "{schedule: 0 2 * * 1-5, volumes: [pgdata], suspend: " + suspend + "}";
        return lines(ProblemChecks.ofSchedule(
                resource(ScheduleKind.INSTANCE, "", spec, status), Optional.empty(), Instant.parse(now)));
    }

    private static List<String> ofBackup(String metadata, String status) {
        return lines(ProblemChecks.ofBackup(resource(BackupKind.INSTANCE, metadata, "{volumes: [v]}", status)));
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream()
                .map(finding -> switch (finding) {
                    case Finding.Wrong(Problem problem) ->
                        finding.topic().concern() + " " + finding.topic().subject() + " " + problem.reason() + ": "
                                + problem.message();
                    case Finding.Unknown(Topic topic) -> topic.concern() + " " + topic.subject() + " unknown";
                })
                .toList();
    }

    private static <S, T> Resource<S, T> resource(
            ResourceKind<S, T> kind, String metadata, String spec, String status) {
        String head = "{name: x, namespace: default, creationTimestamp: 2026-11-20T00:00:00Z" + metadata + "}";
        try {
            var tree = YAML.createObjectNode();
            tree.set("metadata", YAML.readTree(head));
            tree.set("spec", YAML.readTree(spec));
            tree.set("status", YAML.readTree(status));
            return new ResourceCodec().resource(kind, tree);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }
}

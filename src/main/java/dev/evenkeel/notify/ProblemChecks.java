package dev.evenkeel.notify;

import dev.evenkeel.backup.BackupPhase;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.restore.RestorePhase;
import dev.evenkeel.restore.RestoreSpec;
import dev.evenkeel.restore.RestoreStatus;
import dev.evenkeel.schedule.ScheduleSpec;
import dev.evenkeel.schedule.ScheduleStatus;
import dev.evenkeel.store.StoreSpec;
import dev.evenkeel.store.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What of a resource's status somebody should be told. Pure. */
final class ProblemChecks {

    /** A good backup that is older than so many of the schedule's intervals is too old. */
    static final int INTERVALS_MAX = 2;

    private ProblemChecks() {}

    /** Of a network or a volume: drift, or whatever else keeps it from being as declared. */
    static List<Finding> ofDeclared(Resource<?, ?> resource, List<Condition> conditions) {
        Topic drift = new Topic(Concern.DriftNotCorrected, resource.key());
        Topic other = new Topic(Concern.NotReady, resource.key());
        Optional<Condition> drifted = Conditions.find(conditions, Condition.DRIFTED);
        Optional<Condition> ready = Conditions.find(conditions, Condition.READY);
        List<Finding> findings = new ArrayList<>();
        drifted.filter(ProblemChecks::unknown).ifPresent(any -> findings.add(new Finding.Unknown(drift)));
        ready.filter(ProblemChecks::unknown).ifPresent(any -> findings.add(new Finding.Unknown(other)));
        if (drifted.filter(ProblemChecks::holds).isPresent()) {
            findings.add(wrong(drift, resource, drifted.get(), drifted.get().message() + outlook(ready)));
        } else if (!working(conditions)) {
            ready.filter(ProblemChecks::fails)
                    .ifPresent(said -> findings.add(wrong(other, resource, said, said.message())));
        }
        return findings;
    }

    /** Why it is not put right, if that is known. */
    private static String outlook(Optional<Condition> ready) {
        return ready.filter(said -> fails(said) && !said.message().isEmpty())
                .map(said -> " (" + said.reason() + ")")
                .orElse("");
    }

    static List<Finding> ofStore(Resource<StoreSpec, StoreStatus> store) {
        return store.deleting()
                ? List.of()
                : failing(store, store.status().conditions(), Condition.READY, Concern.StoreDown, "");
    }

    /** @param newest the newest Backup of the schedule that is over, if it has failed */
    static List<Finding> ofSchedule(
            Resource<ScheduleSpec, ScheduleStatus> schedule,
            Optional<Resource<BackupSpec, BackupStatus>> newest,
            Instant now) {
        List<Condition> conditions = schedule.status().conditions();
        if (schedule.deleting() || schedule.spec().suspend()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        findings.addAll(failing(schedule, conditions, Condition.READY, Concern.NotReady, ""));
        findings.addAll(failing(
                schedule,
                conditions,
                ScheduleStatus.SUCCEEDING,
                Concern.BackupFailed,
                newest.map(run -> ": " + run.status().reason() + ": "
                                + run.status().message())
                        .orElse("")));
        findings.addAll(failing(schedule, conditions, ScheduleStatus.DRILLED, Concern.NotRestorable, ""));
        List<Finding> unpunctual = failing(schedule, conditions, ScheduleStatus.ON_TIME, Concern.BackupTooOld, "");
        findings.addAll(unpunctual.isEmpty() ? old(schedule, now) : unpunctual);
        return findings;
    }

    /** A run that waits and waits is not missed, and has not failed either. */
    private static List<Finding> old(Resource<ScheduleSpec, ScheduleStatus> schedule, Instant now) {
        ScheduleStatus status = schedule.status();
        Instant good = status.lastSuccessfulTime()
                .orElse(schedule.metadata().creationTimestamp().orElse(now));
        return interval(status)
                .map(longest -> good.plus(longest.multipliedBy(INTERVALS_MAX)))
                .filter(end -> end.isBefore(now))
                .map(end -> new Problem(
                        new Topic(Concern.BackupTooOld, schedule.key()),
                        "TooOld",
                        status.lastSuccessfulTime().isPresent()
                                ? "the newest good backup is of " + good
                                : "there is no good backup since the schedule was made, " + good,
                        end))
                .<List<Finding>>map(problem -> List.of(new Finding.Wrong(problem)))
                .orElse(List.of());
    }

    /** The longest time between two runs, as far as the status tells: a weekend without runs is no delay. */
    private static Optional<Duration> interval(ScheduleStatus status) {
        List<Instant> times = Stream.concat(status.lastScheduleTime().stream(), status.nextScheduleTimes().stream())
                .toList();
        return IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
                .max(Comparator.naturalOrder());
    }

    /** Of runs that nobody else answers for: what was made for a schedule, a Restore or a Volume shows there. */
    static List<Finding> ofBackup(Resource<BackupSpec, BackupStatus> backup) {
        BackupStatus status = backup.status();
        List<Finding> findings = new ArrayList<>();
        Instant ended = status.completionTime().orElse(Instant.EPOCH);
        if (status.phase() == BackupPhase.Failed
                && backup.metadata().ownerReferences().isEmpty()) {
            findings.add(wrong(Concern.BackupFailed, backup.key(), status.reason(), status.message(), ended));
        }
        if (status.phase().finished() && status.holdsContainers()) {
            findings.add(wrong(Concern.ContainersLeftStopped, backup.key(), status.reason(), status.message(), ended));
        }
        return findings;
    }

    static List<Finding> ofRestore(Resource<RestoreSpec, RestoreStatus> restore) {
        RestoreStatus status = restore.status();
        return status.phase() == RestorePhase.Failed
                        && restore.metadata().ownerReferences().isEmpty()
                ? List.of(wrong(
                        Concern.RestoreFailed,
                        restore.key(),
                        status.reason(),
                        status.message(),
                        status.completionTime().orElse(Instant.EPOCH)))
                : List.of();
    }

    private static List<Finding> failing(
            Resource<?, ?> resource, List<Condition> conditions, String type, Concern concern, String more) {
        return Conditions.find(conditions, type)
                .filter(ProblemChecks::fails)
                .<List<Finding>>map(said ->
                        List.of(wrong(new Topic(concern, resource.key()), resource, said, said.message() + more)))
                .orElse(List.of());
    }

    private static Finding wrong(Topic topic, Resource<?, ?> resource, Condition said, String message) {
        Instant since = said.lastTransitionTime()
                .or(() -> resource.metadata().creationTimestamp())
                .orElse(Instant.EPOCH);
        return new Finding.Wrong(new Problem(topic, said.reason(), message, since));
    }

    private static Finding wrong(Concern concern, ResourceKey key, String reason, String message, Instant since) {
        return new Finding.Wrong(new Problem(new Topic(concern, key), reason, message, since));
    }

    /** Things are expected to get better by themselves, and not because it is tried again. */
    private static boolean working(List<Condition> conditions) {
        return Conditions.find(conditions, Condition.RECONCILING)
                .filter(said -> holds(said) && !said.message().equals(Condition.RETRYING))
                .isPresent();
    }

    private static boolean holds(Condition condition) {
        return condition.status() == Condition.Status.True;
    }

    private static boolean fails(Condition condition) {
        return condition.status() == Condition.Status.False;
    }

    private static boolean unknown(Condition condition) {
        return condition.status() == Condition.Status.Unknown;
    }
}

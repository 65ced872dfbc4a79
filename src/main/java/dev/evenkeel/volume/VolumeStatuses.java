package dev.evenkeel.volume;

import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.FieldDrift;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened → status. Pure. */
final class VolumeStatuses {

    private VolumeStatuses() {}

    /** The status after {@code plan} was carried out, with what is left to be done, if anything. */
    static VolumeStatus seen(
            Resource<VolumeSpec, VolumeStatus> resource,
            ObservedVolume observed,
            VolumePlan plan,
            VolumePlan rest,
            Instant now) {
        VolumeStatus before = resource.status();
        boolean repaired = repaired(plan, rest);
        boolean newDrift = (repaired || !rest.drift().isEmpty()) && !wasDrifted(before);
        return new VolumeStatus(
                resource.metadata().generation(),
                stamped(resource, conditions(rest), now),
                rest.isEmpty() ? before.origin().or(() -> origin(resource, observed)) : before.origin(),
                Optional.empty(),
                rest.drift(),
                planText(before, plan, rest),
                observed.volume().map(EngineVolume::mountpoint).orElse(before.mountpoint()),
                observed.volume().map(EngineVolume::createdAt).orElse(before.createdAt()),
                observed.usedBy(),
                newDrift ? Optional.of(now) : before.lastDriftTime(),
                repaired ? Optional.of(now) : before.lastRepairTime(),
                repaired ? before.repairs() + 1 : before.repairs(),
                before.lastBackup());
    }

    /** The same, and how the volume is protected. What nobody knows stays as it was. */
    static VolumeStatus told(
            Resource<VolumeSpec, VolumeStatus> resource,
            VolumeStatus status,
            Optional<VolumeProtection> protection,
            Instant now) {
        return protection
                .map(known -> status.withProtection(
                        known,
                        Conditions.after(
                                status.conditions(),
                                List.of(known.condition()),
                                resource.metadata().generation(),
                                now)))
                .orElse(status);
    }

    /** The status while somebody fills the volume. */
    static VolumeStatus filling(
            Resource<VolumeSpec, VolumeStatus> resource,
            ObservedVolume observed,
            VolumePlan plan,
            VolumeContents.Progress progress,
            Instant now) {
        VolumeStatus before = resource.status();
        VolumePlan.Hindrance why = hindrance(progress);
        boolean stalled = progress instanceof VolumeContents.Progress.Failed;
        Condition drifted = plan.drift().isEmpty()
                ? Condition.no(Condition.DRIFTED, why.reason(), "")
                : Condition.yes(Condition.DRIFTED, VolumeDrift.reasonOf(plan.drift()), describe(plan.drift()));
        List<Condition> conditions = List.of(
                Condition.no(Condition.READY, why.reason(), why.message()),
                drifted,
                stalled
                        ? Condition.no(Condition.RECONCILING, why.reason(), "")
                        : Condition.yes(Condition.RECONCILING, why.reason(), why.message()),
                stalled
                        ? Condition.yes(Condition.STALLED, why.reason(), why.message())
                        : Condition.no(Condition.STALLED, why.reason(), ""));
        boolean newDrift = !plan.drift().isEmpty() && !wasDrifted(before);
        VolumeStep.Fill fill = (VolumeStep.Fill) plan.step().orElseThrow();
        return new VolumeStatus(
                resource.metadata().generation(),
                stamped(resource, conditions, now),
                before.origin(),
                Optional.of(fill.occasion()),
                plan.drift(),
                plan.toString(),
                before.mountpoint(),
                before.createdAt(),
                observed.usedBy(),
                newDrift ? Optional.of(now) : before.lastDriftTime(),
                before.lastRepairTime(),
                before.repairs(),
                before.lastBackup());
    }

    private static VolumePlan.Hindrance hindrance(VolumeContents.Progress progress) {
        return switch (progress) {
            case VolumeContents.Progress.UnderWay underWay ->
                new VolumePlan.Hindrance(VolumeReason.Filling, underWay.message());
            case VolumeContents.Progress.Failed failed -> new VolumePlan.Hindrance(failed.reason(), failed.message());
            case VolumeContents.Progress.Done done -> new VolumePlan.Hindrance(VolumeReason.Filling, done.source());
        };
    }

    /** The status when nothing could be seen or done. Unknown is not absent: everything else stays. */
    static VolumeStatus unseen(
            Resource<VolumeSpec, VolumeStatus> resource, VolumeReason reason, String message, Instant now) {
        VolumeStatus before = resource.status();
        boolean denied = reason == VolumeReason.PolicyDenied;
        boolean stalled = denied || reason == VolumeReason.EngineRejected;
        List<Condition> conditions = List.of(
                Condition.of(
                        Condition.READY, denied ? Condition.Status.False : Condition.Status.Unknown, reason, message),
                Condition.of(Condition.DRIFTED, Condition.Status.Unknown, reason, ""),
                stalled
                        ? Condition.no(Condition.RECONCILING, reason, "")
                        : Condition.yes(Condition.RECONCILING, reason, Condition.RETRYING),
                stalled
                        ? Condition.yes(Condition.STALLED, reason, message)
                        : Condition.no(Condition.STALLED, reason, ""));
        return new VolumeStatus(
                resource.metadata().generation(),
                stamped(resource, conditions, now),
                before.origin(),
                before.filling(),
                before.drift(),
                before.plan(),
                before.mountpoint(),
                before.createdAt(),
                before.usedBy(),
                before.lastDriftTime(),
                before.lastRepairTime(),
                before.repairs(),
                before.lastBackup());
    }

    /** Whether {@code plan} put drift right. */
    static boolean repaired(VolumePlan plan, VolumePlan rest) {
        return plan.step().isPresent() && !plan.drift().isEmpty() && rest.isEmpty();
    }

    static boolean wasDrifted(VolumeStatus status) {
        return Conditions.isTrue(status.conditions(), Condition.DRIFTED);
    }

    /** The plan that waits or was just carried out, or else the last one that was; one that was refused is no more. */
    private static String planText(VolumeStatus before, VolumePlan plan, VolumePlan rest) {
        if (!rest.isEmpty() || plan.step().isPresent()) {
            return (rest.isEmpty() ? plan : rest).toString();
        }
        return Conditions.isTrue(before.conditions(), Condition.STALLED) ? "" : before.plan();
    }

    private static Condition drifted(VolumePlan rest) {
        Optional<VolumePlan.Hindrance> foreign = rest.hindrance().filter(h -> h.reason() == VolumeReason.ForeignVolume);
        if (foreign.isPresent()) {
            return Condition.yes(
                    Condition.DRIFTED, DriftReason.Foreign, foreign.get().message());
        }
        return rest.drift().isEmpty()
                ? Condition.no(Condition.DRIFTED, VolumeReason.InSync, "")
                : Condition.yes(Condition.DRIFTED, VolumeDrift.reasonOf(rest.drift()), describe(rest.drift()));
    }

    private static List<Condition> conditions(VolumePlan rest) {
        Condition drifted = drifted(rest);
        return rest.hindrance()
                .map(h -> List.of(
                        Condition.no(Condition.READY, h.reason(), h.message()),
                        drifted,
                        Condition.no(Condition.RECONCILING, h.reason(), ""),
                        Condition.yes(Condition.STALLED, h.reason(), h.message())))
                .orElseGet(() -> List.of(
                        Condition.yes(Condition.READY, VolumeReason.InSync, ""),
                        drifted,
                        Condition.no(Condition.RECONCILING, VolumeReason.InSync, ""),
                        Condition.no(Condition.STALLED, VolumeReason.InSync, "")));
    }

    private static List<Condition> stamped(
            Resource<VolumeSpec, VolumeStatus> resource, List<Condition> latest, Instant now) {
        return Conditions.after(
                resource.status().conditions(), latest, resource.metadata().generation(), now);
    }

    private static Optional<VolumeStatus.Origin> origin(
            Resource<VolumeSpec, VolumeStatus> resource, ObservedVolume observed) {
        return observed.volume()
                .map(v -> resource.metadata().uid().equals(v.labels().get(Ownership.UID))
                        ? VolumeStatus.Origin.Created
                        : VolumeStatus.Origin.Adopted);
    }

    private static String describe(List<FieldDrift> drift) {
        return String.join("; ", drift.stream().map(FieldDrift::toString).toList());
    }
}

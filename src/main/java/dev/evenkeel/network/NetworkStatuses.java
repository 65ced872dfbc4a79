package dev.evenkeel.network;

import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineNetwork;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.FieldDrift;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happened → status. Pure. */
final class NetworkStatuses {

    private NetworkStatuses() {}

    /** What must be on disk before the first step of {@code plan}. */
    static NetworkStatus remembering(
            Resource<NetworkSpec, NetworkStatus> resource, ObservedNetwork observed, NetworkPlan plan, Instant now) {
        NetworkStatus before = resource.status();
        Instant startedAt = before.repair().map(NetworkStatus.Repair::startedAt).orElse(now);
        String id = before.repair()
                .map(NetworkStatus.Repair::id)
                .orElse("repair-" + resource.metadata().resourceVersion());
        List<Condition> conditions = new ArrayList<>();
        conditions.add(Condition.yes(Condition.RECONCILING, NetworkReason.Repairing, plan.toString()));
        if (!plan.drift().isEmpty()) {
            conditions.add(
                    Condition.yes(Condition.DRIFTED, NetworkDrift.reasonOf(plan.drift()), describe(plan.drift())));
            conditions.add(Condition.no(Condition.READY, NetworkReason.Repairing, describe(plan.drift())));
        }
        return stamped(resource, before, conditions, plan, now)
                .remembering(new NetworkStatus.Repair(
                        id, startedAt, plan.members(), RepairMemory.former(before, observed, plan)));
    }

    /** The status after a look at the engine that leaves nothing to be done. */
    static NetworkStatus settled(
            Resource<NetworkSpec, NetworkStatus> resource, ObservedNetwork observed, NetworkPlan plan, Instant now) {
        NetworkReason reason = plan.drift().isEmpty() ? NetworkReason.InSync : NetworkReason.LabelsDiffer;
        List<Condition> conditions = List.of(
                Condition.yes(Condition.READY, reason, waitingFor(resource.spec(), observed)),
                drifted(plan, NetworkReason.InSync),
                Condition.no(Condition.RECONCILING, NetworkReason.InSync, ""),
                Condition.no(Condition.STALLED, NetworkReason.InSync, ""));
        return finished(resource, observed, plan, conditions, now);
    }

    /** The status when something is to be done and the drift policy forbids it. */
    static NetworkStatus reported(
            Resource<NetworkSpec, NetworkStatus> resource, ObservedNetwork observed, NetworkPlan plan, Instant now) {
        String message = "spec.driftPolicy is Report: " + describe(plan.drift());
        List<Condition> conditions = List.of(
                Condition.no(Condition.READY, NetworkReason.DriftReported, message),
                Condition.yes(Condition.DRIFTED, NetworkDrift.reasonOf(plan.drift()), describe(plan.drift())),
                Condition.no(Condition.RECONCILING, NetworkReason.DriftReported, ""),
                Condition.no(Condition.STALLED, NetworkReason.DriftReported, ""));
        return observedStatus(resource, observed, plan, conditions, now);
    }

    /** The status when something is to be done and cannot be done without somebody's help. */
    static NetworkStatus hindered(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan plan,
            NetworkPlan.Hindrance hindrance,
            Instant now) {
        Condition drifted = nameDrift(hindrance.reason())
                .map(reason -> Condition.yes(Condition.DRIFTED, reason, hindrance.message()))
                .orElseGet(() -> drifted(plan, hindrance.reason()));
        List<Condition> conditions = List.of(
                Condition.no(Condition.READY, hindrance.reason(), hindrance.message()),
                drifted,
                Condition.no(Condition.RECONCILING, hindrance.reason(), ""),
                Condition.yes(Condition.STALLED, hindrance.reason(), hindrance.message()));
        NetworkStatus seen = observedStatus(resource, observed, plan, conditions, now);
        return RepairMemory.afterwards(seen, resource, observed, plan);
    }

    /** The status when a step failed. The memory stays. */
    static NetworkStatus failed(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan rest,
            EngineException failure,
            Instant now) {
        NetworkReason reason = NetworkReason.of(failure);
        boolean stalled = failure instanceof EngineException.Rejected
                || failure instanceof EngineException.SwarmRequired
                || failure instanceof EngineException.Denied;
        List<Condition> conditions = List.of(
                Condition.no(Condition.READY, reason, failure.getMessage()),
                drifted(rest, reason),
                stalled
                        ? Condition.no(Condition.RECONCILING, reason, "")
                        : Condition.yes(Condition.RECONCILING, reason, Condition.RETRYING),
                stalled
                        ? Condition.yes(Condition.STALLED, reason, failure.getMessage())
                        : Condition.no(Condition.STALLED, reason, ""));
        return observedStatus(resource, observed, rest, conditions, now);
    }

    /** The status when nothing could be seen. Unknown is not absent: everything else stays. */
    static NetworkStatus unseen(
            Resource<NetworkSpec, NetworkStatus> resource, NetworkReason reason, String message, Instant now) {
        List<Condition> conditions = List.of(
                Condition.of(Condition.READY, Condition.Status.Unknown, reason, message),
                Condition.of(Condition.DRIFTED, Condition.Status.Unknown, reason, ""),
                Condition.yes(Condition.RECONCILING, reason, Condition.RETRYING),
                Condition.no(Condition.STALLED, reason, ""));
        NetworkStatus before = resource.status();
        return new NetworkStatus(
                resource.metadata().generation(),
                Conditions.after(
                        before.conditions(), conditions, resource.metadata().generation(), now),
                before.networkID(),
                before.drift(),
                before.plan(),
                before.subnets(),
                before.endpoints(),
                before.repair(),
                before.injectedOptions(),
                before.lastDriftTime(),
                before.lastRepairTime(),
                before.repairs(),
                before.rollback(),
                before.recurrence(),
                before.pending());
    }

    private static Condition drifted(NetworkPlan plan, NetworkReason otherwise) {
        return plan.drift().isEmpty()
                ? Condition.no(Condition.DRIFTED, otherwise, "")
                : Condition.yes(Condition.DRIFTED, NetworkDrift.reasonOf(plan.drift()), describe(plan.drift()));
    }

    /** What is wrong with the name itself, whatever else differs. */
    private static Optional<DriftReason> nameDrift(NetworkReason reason) {
        if (reason == NetworkReason.AmbiguousName) {
            return Optional.of(DriftReason.Duplicate);
        }
        boolean foreign = reason == NetworkReason.ForeignNetwork || reason == NetworkReason.NotMatching;
        return foreign ? Optional.of(DriftReason.Foreign) : Optional.empty();
    }

    static String describe(List<FieldDrift> drift) {
        return String.join("; ", drift.stream().map(FieldDrift::toString).toList());
    }

    private static String waitingFor(NetworkSpec spec, ObservedNetwork observed) {
        List<String> absent = spec.attachments().stream()
                .filter(NetworkSpec.Attachment::byName)
                .map(NetworkSpec.Attachment::container)
                .filter(name -> observed.containerNamed(name).isEmpty())
                .toList();
        return absent.isEmpty() ? "" : "declared containers that do not exist yet: " + String.join(", ", absent);
    }

    /** All is well: the memory of a repair may go, and what there was to repair is counted. */
    private static NetworkStatus finished(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan plan,
            List<Condition> conditions,
            Instant now) {
        NetworkStatus seen = observedStatus(resource, observed, plan, conditions, now);
        boolean repaired = seen.repair().isPresent() && wasDrifted(resource.status());
        return new NetworkStatus(
                seen.observedGeneration(),
                seen.conditions(),
                seen.networkID(),
                seen.drift(),
                wasCarriedOut(resource.status()) ? resource.status().plan() : "",
                seen.subnets(),
                seen.endpoints(),
                Optional.empty(),
                seen.injectedOptions(),
                seen.lastDriftTime(),
                repaired ? Optional.of(now) : seen.lastRepairTime(),
                repaired ? seen.repairs() + 1 : seen.repairs(),
                Optional.empty(),
                seen.recurrence(),
                Optional.empty());
    }

    /** Why a network was drifted: the fields may be in order again while something is still to be cleared away. */
    static DriftReason driftReason(NetworkStatus drifted) {
        return Conditions.find(drifted.conditions(), Condition.DRIFTED)
                .map(condition -> DriftReason.valueOf(condition.reason()))
                .orElseThrow();
    }

    static boolean wasDrifted(NetworkStatus status) {
        return Conditions.isTrue(status.conditions(), Condition.DRIFTED);
    }

    /** A plan that was refused or only reported is none any more once nothing is to be done. */
    private static boolean wasCarriedOut(NetworkStatus before) {
        return before.repair().isPresent()
                || Conditions.find(before.conditions(), Condition.READY)
                        .filter(c -> c.status() == Condition.Status.False)
                        .isEmpty();
    }

    static NetworkStatus observedStatus(
            Resource<NetworkSpec, NetworkStatus> resource,
            ObservedNetwork observed,
            NetworkPlan plan,
            List<Condition> conditions,
            Instant now) {
        NetworkStatus before = resource.status();
        NetworkStatus stamped = stamped(resource, before, conditions, plan, now);
        boolean mine = plan.hindrance().isEmpty() || !before.networkID().isEmpty();
        Optional<EngineNetwork> network = observed.network().filter(n -> mine);
        boolean settledOnIt = network.isPresent()
                && plan.steps().isEmpty()
                && plan.hindrance().isEmpty();
        return new NetworkStatus(
                stamped.observedGeneration(),
                stamped.conditions(),
                settledOnIt ? network.get().id() : before.networkID(),
                plan.drift(),
                stamped.plan(),
                network.map(NetworkGateways::subnets).orElse(before.subnets()),
                network.isPresent() ? NetworkEndpoints.after(before, observed, now) : before.endpoints(),
                before.repair(),
                settledOnIt ? NetworkPlanner.injected(resource, network.get()) : before.injectedOptions(),
                stamped.lastDriftTime(),
                before.lastRepairTime(),
                before.repairs(),
                before.rollback(),
                before.recurrence(),
                Optional.empty());
    }

    private static NetworkStatus stamped(
            Resource<NetworkSpec, NetworkStatus> resource,
            NetworkStatus before,
            List<Condition> conditions,
            NetworkPlan plan,
            Instant now) {
        long generation = resource.metadata().generation();
        boolean newDrift = !plan.drift().isEmpty() && !wasDrifted(before);
        return new NetworkStatus(
                generation,
                Conditions.after(before.conditions(), conditions, generation, now),
                before.networkID(),
                plan.drift(),
                plan.toString(),
                before.subnets(),
                before.endpoints(),
                before.repair(),
                before.injectedOptions(),
                newDrift ? Optional.of(now) : before.lastDriftTime(),
                before.lastRepairTime(),
                before.repairs(),
                before.rollback(),
                before.recurrence(),
                Optional.empty());
    }
}

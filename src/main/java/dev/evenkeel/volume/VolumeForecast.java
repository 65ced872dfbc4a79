package dev.evenkeel.volume;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.resource.Forecast;
import dev.evenkeel.resource.Forecast.Verdict;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says what the reconciler would do about a volume: it looks and plans as that does, and applies nothing. */
public final class VolumeForecast {

    private final Engine engine;
    private final HostPolicy policy;
    private final VolumePlanner planner;

    /** @param registryId of the registry that is asked for, or empty */
    public VolumeForecast(Engine engine, HostPolicy policy, String registryId) {
        this.engine = engine;
        this.policy = policy;
        this.planner = new VolumePlanner(registryId);
    }

    /**
     * For a resource as it is stored, or as it would be.
     *
     * @throws EngineException when the engine cannot be looked at: then nothing is known
     */
    public Forecast of(Resource<VolumeSpec, VolumeStatus> wanted, Instant now) {
        ObservedVolume observed = VolumeObserver.observe(wanted.metadata().name(), engine);
        VolumePlan plan = planner.plan(known(wanted, observed, now), observed);
        Optional<HostPolicy.Refusal> refusal = plan.step()
                .flatMap(step -> step instanceof VolumeStep.Create create
                        ? policy.refusal(create.creation())
                        : Optional.empty());
        return refusal.map(
                        refused -> Forecast.refused(wanted.key(), VolumeReason.PolicyDenied.name(), refused.message()))
                .orElseGet(() -> new Forecast(wanted.key(), verdict(plan), plan.drift(), plan.toString(), ""));
    }

    private static Verdict verdict(VolumePlan plan) {
        if (plan.hindrance().isPresent()) {
            return Verdict.Blocked;
        }
        if (plan.step().isPresent()) {
            return Verdict.Change;
        }
        return plan.drift().isEmpty() ? Verdict.InSync : Verdict.Report;
    }

    /** As for networks: a mark on the volume says whose it is, when no registry at hand does. */
    private static Resource<VolumeSpec, VolumeStatus> known(
            Resource<VolumeSpec, VolumeStatus> wanted, ObservedVolume observed, Instant now) {
        if (!wanted.metadata().uid().isEmpty()) {
            return wanted;
        }
        return observed.volume()
                .flatMap(volume -> Optional.ofNullable(volume.labels().get(Ownership.UID)))
                .map(uid -> wanted.with(wanted.metadata().born(uid, now, List.of())))
                .orElse(wanted);
    }
}

package dev.evenkeel.metrics;

import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.network.NetworkStatus;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.DriftReason;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is told of one network or volume.
 *
 * @param drift in what respect the engine differs; empty when it does not, and while that is not known
 * @param driftedSince when it was found to
 * @param repairSince when a repair of several steps was begun that is not over
 */
record SeenObject(
        ResourceKey key,
        Instant created,
        Map<String, String> labels,
        boolean ready,
        Optional<DriftReason> drift,
        Optional<Instant> driftedSince,
        Optional<Instant> repairSince) {

    static SeenObject of(Resource<NetworkSpec, NetworkStatus> network) {
        NetworkStatus status = network.status();
        return of(network, status.conditions(), status.repair().map(NetworkStatus.Repair::startedAt));
    }

    /** A volume is not ready from when it begins to be filled. */
    static SeenObject ofVolume(Resource<VolumeSpec, VolumeStatus> volume) {
        VolumeStatus status = volume.status();
        Optional<Instant> filledSince = status.filling()
                .map(why -> Conditions.find(status.conditions(), Condition.READY)
                        .flatMap(Condition::lastTransitionTime)
                        .orElse(created(volume)));
        return of(volume, status.conditions(), filledSince);
    }

    private static SeenObject of(Resource<?, ?> resource, List<Condition> conditions, Optional<Instant> repairSince) {
        Optional<Condition> drifted = Conditions.find(conditions, Condition.DRIFTED)
                .filter(condition -> condition.status() == Condition.Status.True);
        return new SeenObject(
                resource.key(),
                created(resource),
                resource.metadata().labels(),
                Conditions.isTrue(conditions, Condition.READY),
                drifted.map(condition -> DriftReason.valueOf(condition.reason())),
                drifted.flatMap(Condition::lastTransitionTime),
                repairSince);
    }

    private static Instant created(Resource<?, ?> resource) {
        return resource.metadata().creationTimestamp().orElse(Instant.EPOCH);
    }
}

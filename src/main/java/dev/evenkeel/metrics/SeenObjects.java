package dev.evenkeel.metrics;

import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.network.NetworkSpec;
import dev.evenkeel.network.NetworkStatus;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The stored networks and volumes, as far as scrapes need to know them. */
public final class SeenObjects {

    private final Stock<NetworkSpec, NetworkStatus, SeenObject> networks;
    private final Stock<VolumeSpec, VolumeStatus, SeenObject> volumes;

    public SeenObjects(Registry registry) {
        networks = new Stock<>(registry, NetworkKind.INSTANCE, SeenObject::of);
        volumes = new Stock<>(registry, VolumeKind.INSTANCE, SeenObject::ofVolume);
    }

    List<SeenObject> volumes() {
        return volumes.now();
    }

    /** As of now, by kind, sorted by engine and name. */
    Map<String, List<SeenObject>> byKind() {
        return new TreeMap<>(
                Map.of(NetworkKind.INSTANCE.kind(), networks.now(), VolumeKind.INSTANCE.kind(), volumes.now()));
    }
}

package dev.evenkeel.boot;

import dev.evenkeel.network.NetworkCensus;
import dev.evenkeel.volume.VolumeCensus;
import jakarta.inject.Singleton;

/** What is on the engines, declared or not, as of the last look at each. */
@Singleton
final class Censuses {

    private final NetworkCensus networks = new NetworkCensus();
    private final VolumeCensus volumes;

    Censuses(VolumeCensus volumes) {
        this.volumes = volumes;
    }

    NetworkCensus networks() {
        return networks;
    }

    VolumeCensus volumes() {
        return volumes;
    }
}

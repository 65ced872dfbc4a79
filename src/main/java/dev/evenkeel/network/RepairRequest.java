package dev.evenkeel.network;

import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;

/** Somebody's wish that a network be put right now, whatever its policy and its window say. Granted once. */
final class RepairRequest {

    /** On a Network: {@code now}. It is taken away when it has been answered. */
    static final String ANNOTATION = ResourceKind.GROUP + "/repair";

    private static final String NOW = "now";

    private RepairRequest() {}

    static boolean of(Resource<NetworkSpec, NetworkStatus> desired) {
        return desired.metadata().annotation(ANNOTATION).filter(NOW::equals).isPresent();
    }
}

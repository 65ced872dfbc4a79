package dev.evenkeel.registry;

import dev.evenkeel.resource.Metadata;
import java.util.Optional;

/**
 * How a resource is to be deleted.
 *
 * @param uid only this very object; any when empty
 * @param resourceVersion only if nobody wrote it since; at any version when empty
 * @param propagation what becomes of what was made for it
 */
public record Deletion(Optional<String> uid, Optional<String> resourceVersion, Propagation propagation) {

    /** Whatever bears the name. */
    public static final Deletion ANY = new Deletion(Optional.empty(), Optional.empty(), Propagation.Background);

    public static Deletion of(String uid) {
        return new Deletion(Optional.of(uid), Optional.empty(), Propagation.Background);
    }

    boolean means(Metadata metadata) {
        return uid.map(metadata.uid()::equals).orElse(true)
                && resourceVersion.map(metadata.resourceVersion()::equals).orElse(true);
    }
}

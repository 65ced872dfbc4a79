package dev.evenkeel.backup;

import dev.evenkeel.engine.Engine;
import java.util.Optional;

/** Where to find an image with GNU tar on an engine. */
@FunctionalInterface
public interface TarImage {

    /** No engine has one. */
    TarImage NONE = engine -> Optional.empty();

    /** The name or id of an image that is there; never one that would have to be fetched. */
    Optional<String> on(Engine engine);

    /** That image, on engines that have it. */
    static TarImage named(String image) {
        return engine -> Optional.of(image).filter(engine::hasImage);
    }
}

package dev.evenkeel.archive;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Stock GNU tar on this machine, reading volumes at their mount points. */
public final class GnuTar {

    /**
     * @param threads reads what tar has to say, one task for each capture
     * @return empty when there is no tar here, or one that cannot do what is needed
     */
    public static Optional<GnuTar> find(Executor threads) {
        return Optional.empty();
    }

    /**
     * Starts reading everything below {@code mountPoint}.
     *
     * @throws ArchiveException.SourceFailed when tar cannot be started
     */
    public CapturedTar capture(Path mountPoint) {
        throw new ArchiveException.SourceFailed("not yet: " + mountPoint);
    }
}

package dev.evenkeel.backup;

import dev.evenkeel.resource.Resource;
import java.util.Optional;

/** The port by which a Backup learns that a volume of its is being written to, and holds some of each. */
@FunctionalInterface
public interface VolumeHold {

    /** Nobody holds anything. */
    VolumeHold NONE = backup -> Optional.empty();

    /** Who is at work on one of the Backup's volumes, and on which, in words; empty when it may be read. */
    Optional<String> on(Resource<BackupSpec, BackupStatus> backup);
}

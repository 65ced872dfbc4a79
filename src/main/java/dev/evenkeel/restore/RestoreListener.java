package dev.evenkeel.restore;

import dev.evenkeel.resource.Resource;

/** Hears how Restores end. The metrics room listens; everything has an empty default so that tests need not. */
public interface RestoreListener {

    /** Nobody listens. */
    RestoreListener SILENT = new RestoreListener() {};

    /** A Restore is over, and not only a dry run; its status says how. */
    default void finished(Resource<RestoreSpec, RestoreStatus> restore) {}

    /** A Restore was deleted before it was over, and what it had begun was taken back. */
    default void cancelled(Resource<RestoreSpec, RestoreStatus> restore) {}
}

package dev.evenkeel.boot;

import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.quiesce.QuiesceApplier;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.restore.FreeSpace;
import dev.evenkeel.restore.RestoreApplier;
import dev.evenkeel.restore.RestoreListener;
import dev.evenkeel.restore.RestoreReconciler;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** What brings volumes back, put together. */
final class Restores {

    private Restores() {}

    static RestoreReconciler reconciler(
            Registry registry, Engines engines, ArchiveStores stores, RestoreListener listener, Clock clock)
            throws InterruptedException {
        Executor threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("unpack-", 1).daemon().factory());
        QuiesceApplier quiesce = new QuiesceApplier(OwnContainer.find().id(), System::nanoTime);
        RestoreApplier applier = new RestoreApplier(
                        registry, engines, stores, quiesce, FreeSpace::atMountPoint, clock, System::nanoTime)
                .telling(listener)
                .unpackingWith(GnuTar.findToUnpack(threads));
        return new RestoreReconciler(registry, applier);
    }
}

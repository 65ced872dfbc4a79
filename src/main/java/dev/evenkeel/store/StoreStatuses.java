package dev.evenkeel.store;

import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.StoreUsage;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the status of a store says after a look at it. Pure. */
final class StoreStatuses {

    /** Free space changes all the time: less of a change than this part of it is not worth a write. */
    private static final long FREE_PART_TOLD = 100;

    private StoreStatuses() {}

    static StoreStatus answered(
            Resource<StoreSpec, StoreStatus> store, String location, long freeBytes, StoreUsage usage, Instant now) {
        Optional<Long> free = freeBytes == ArchiveStore.UNLIMITED ? Optional.empty() : Optional.of(freeBytes);
        List<Condition> latest = List.of(
                Condition.yes(Condition.READY, StoreReason.Available, ""),
                Condition.no(Condition.RECONCILING, StoreReason.Available, ""),
                Condition.no(Condition.STALLED, StoreReason.Available, ""));
        return new StoreStatus(
                stamped(store, latest, now),
                store.metadata().generation(),
                location,
                steady(store.status().freeBytes(), free),
                usage.archives(),
                usage.bytes(),
                store.status().imported());
    }

    /** The store cannot be used now; what was known of it stays. */
    static StoreStatus absent(Resource<StoreSpec, StoreStatus> store, StoreReason reason, String message, Instant now) {
        boolean passing = reason != StoreReason.PolicyDenied;
        List<Condition> latest = List.of(
                Condition.no(Condition.READY, reason, message),
                passing
                        ? Condition.yes(Condition.RECONCILING, reason, Condition.RETRYING)
                        : Condition.no(Condition.RECONCILING, reason, message),
                passing
                        ? Condition.no(Condition.STALLED, reason, "")
                        : Condition.yes(Condition.STALLED, reason, message));
        return with(store, stamped(store, latest, now));
    }

    /** The store is to go, and cannot. It can be used as before. */
    static StoreStatus staying(Resource<StoreSpec, StoreStatus> store, String message, Instant now) {
        List<Condition> latest = List.of(
                Condition.no(Condition.READY, StoreReason.InUse, message),
                Condition.yes(Condition.RECONCILING, StoreReason.InUse, message));
        return with(store, stamped(store, latest, now));
    }

    private static StoreStatus with(Resource<StoreSpec, StoreStatus> store, List<Condition> conditions) {
        StoreStatus before = store.status();
        return new StoreStatus(
                conditions,
                store.metadata().generation(),
                before.location(),
                before.freeBytes(),
                before.archives(),
                before.bytes(),
                before.imported());
    }

    private static Optional<Long> steady(Optional<Long> told, Optional<Long> free) {
        boolean near = told.isPresent()
                && free.isPresent()
                && Math.abs(told.get() - free.get()) <= told.get() / FREE_PART_TOLD;
        return near ? told : free;
    }

    private static List<Condition> stamped(
            Resource<StoreSpec, StoreStatus> store, List<Condition> latest, Instant now) {
        return Conditions.after(
                store.status().conditions(), latest, store.metadata().generation(), now);
    }
}

package dev.evenkeel.store;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ClosedStore;
import dev.evenkeel.archive.StoreUsage;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.control.Outcome;
import dev.evenkeel.control.Reconciler;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.EventRecorder;
import dev.evenkeel.resource.EventType;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Opens stores, looks after them from time to time, and hands those that answer to whoever needs one. */
public final class StoreReconciler implements Reconciler {

    private static final Logger LOG = Logger.getLogger(StoreReconciler.class);

    /** How long a store that is to go waits before it asks again whether it may. */
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private static final ResourceKey STANDARD = StoreKind.INSTANCE.key("", BackupSpec.STORE_DEFAULT);

    private final Registry registry;
    private final ArchiveStores stores;
    private final StoreOpener opener;
    private final HostPolicy policy;
    private final StoreListener listener;
    private final EventRecorder events;
    private final Clock clock;
    private final Duration interval;
    private final StoreImport imports;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    /** A store that has answered since the program was started, and the spec that it was opened for. */
    private record Open(StoreSpec spec, StoreOpener.Opened opened) {}

    /**
     * @param interval how often a store is looked at
     * @param engines the names of all engines
     */
    public StoreReconciler(
            Registry registry,
            ArchiveStores stores,
            StoreOpener opener,
            HostPolicy policy,
            StoreListener listener,
            EventRecorder events,
            Clock clock,
            Duration interval,
            Set<String> engines) {
        this.registry = registry;
        this.stores = stores;
        this.opener = opener;
        this.policy = policy;
        this.listener = listener;
        this.events = events;
        this.clock = clock;
        this.interval = interval;
        this.imports = new StoreImport(registry, engines);
    }

    /**
     * To be called before anybody works. The standard store is made if it is missing; stores on this machine are
     * opened, and of the others it is known that they will come.
     */
    public void start() {
        if (registry.find(StoreKind.INSTANCE, STANDARD).isEmpty()) {
            makeStandard();
        }
        for (ResourceKey key : registry.keys(StoreKind.INSTANCE, Optional.empty())) {
            expect(key.name());
            try {
                if (registry.find(StoreKind.INSTANCE, key)
                        .filter(store -> store.spec().local().isPresent())
                        .isPresent()) {
                    reconcile(key);
                }
            } catch (RegistryException.Unreadable odd) {
                LOG.errorf("store not opened store=%s cause=\"%s\"", key.name(), odd.getMessage());
            }
        }
    }

    private void makeStandard() {
        registry.create(
                StoreKind.INSTANCE,
                new Resource<>(
                        StoreKind.INSTANCE.kind(),
                        Metadata.named("", BackupSpec.STORE_DEFAULT),
                        StoreKind.standard(),
                        StoreKind.INSTANCE.emptyStatus()));
    }

    private void expect(String name) {
        stores.put(name, new ClosedStore("store " + name + " has not answered yet"));
    }

    @Override
    public Outcome reconcile(ResourceKey key) {
        try {
            Optional<Resource<StoreSpec, StoreStatus>> store = registry.find(StoreKind.INSTANCE, key);
            if (store.isEmpty()) {
                forget(key.name());
                if (key.equals(STANDARD)) {
                    makeStandard();
                }
                return Outcome.settled();
            }
            return store.get().deleting() ? leave(store.get()) : look(store.get());
        } catch (RegistryException unanswered) {
            LOG.warnf("registry does not answer store=%s cause=\"%s\"", key, unanswered.getMessage());
            return Outcome.failed(StoreReason.RegistryUnavailable);
        }
    }

    private Outcome look(Resource<StoreSpec, StoreStatus> store) {
        Optional<String> refusal = StoreKind.INSTANCE.riskyUses(store.metadata().name(), store.spec()).stream()
                .flatMap(use -> policy.refusal(use).stream())
                .findFirst();
        if (refusal.isPresent()) {
            close(store, StoreReason.PolicyDenied, refusal.get());
            return Outcome.blocked(StoreReason.PolicyDenied);
        }
        try {
            StoreOpener.Opened opened = opened(store);
            long free = opened.store().freeBytes();
            StoreUsage usage = opened.store().usage();
            listener.answered(store.metadata().name(), free, usage);
            StoreStatus status = StoreStatuses.answered(store, opened.location(), free, usage, clock.instant());
            write(store, StoreImport.wanted(store) ? status.withImport(imported(store, opened.store())) : status);
            return Outcome.checkAgain(interval);
        } catch (ArchiveException absent) {
            StoreReason reason = StoreReason.of(absent);
            if (store.status().ready()) {
                LOG.warnf(
                        "store does not answer store=%s cause=\"%s\"",
                        store.metadata().name(), absent.getMessage());
            }
            listener.absent(store.metadata().name());
            write(store, StoreStatuses.absent(store, reason, String.valueOf(absent.getMessage()), clock.instant()));
            return Outcome.failed(reason);
        }
    }

    private StoreStatus.Import imported(Resource<StoreSpec, StoreStatus> store, ArchiveStore opened) {
        String name = store.metadata().name();
        StoreStatus.Import result = imports.run(name, opened.list(), clock.instant());
        registry.answered(StoreKind.INSTANCE, store, StoreImport.ANNOTATION);
        LOG.infof("imported store=%s backups=%d archives=%d", name, result.backups(), result.archives());
        String message = result.backups() + " Backups with " + result.archives() + " archives";
        events.record(store, EventType.Normal, EventRecorder.IMPORTED, message);
        return result;
    }

    /** Others get it once it has answered, and is rid of what a process that died has left in it. */
    private StoreOpener.Opened opened(Resource<StoreSpec, StoreStatus> store) {
        String name = store.metadata().name();
        Open known = open.get(name);
        if (known != null && known.spec().equals(store.spec())) {
            return known.opened();
        }
        if (known == null) {
            expect(name);
        }
        boolean first = store.status().location().isEmpty();
        StoreOpener.Opened opened = opener.open(name, store.spec(), first);
        int leftovers = known == null ? opened.store().reap() : 0;
        opened.store().usage();
        open.put(name, new Open(store.spec(), opened));
        stores.put(name, opened.store());
        LOG.infof("store open store=%s location=%s left-overs=%d", name, opened.location(), leftovers);
        return opened;
    }

    private void close(Resource<StoreSpec, StoreStatus> store, StoreReason reason, String message) {
        String name = store.metadata().name();
        open.remove(name);
        stores.put(name, new ClosedStore("store " + name + " may not be used: " + message));
        listener.absent(name);
        write(store, StoreStatuses.absent(store, reason, message, clock.instant()));
    }

    /** The archives stay where they are; but as long as a Backup speaks of them, the store stays, too. */
    private Outcome leave(Resource<StoreSpec, StoreStatus> store) {
        String name = store.metadata().name();
        long users = registry.list(BackupKind.INSTANCE, Optional.empty()).items().stream()
                .filter(backup -> names(backup, name))
                .count();
        if (users > 0) {
            String message = "waits for " + users + " Backups that are in it: delete them first";
            write(store, StoreStatuses.staying(store, message, clock.instant()));
            return Outcome.checkAgain(LEAVING);
        }
        forget(name);
        registry.finish(StoreKind.INSTANCE, store);
        LOG.infof("store forgotten store=%s", name);
        return Outcome.settled();
    }

    private static boolean names(Resource<BackupSpec, BackupStatus> backup, String store) {
        return backup.spec().stores().contains(store)
                || backup.status().archives().stream()
                        .anyMatch(archive -> archive.store().equals(store));
    }

    private void forget(String name) {
        open.remove(name);
        stores.remove(name);
        listener.removed(name);
    }

    private void write(Resource<StoreSpec, StoreStatus> store, StoreStatus status) {
        registry.updateStatus(StoreKind.INSTANCE, store, status);
    }
}

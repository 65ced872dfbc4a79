package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveReader;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ArchiveVerifier;
import dev.evenkeel.archive.Capture;
import dev.evenkeel.archive.CapturedTar;
import dev.evenkeel.archive.GnuTar;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.MemberDifference;
import dev.evenkeel.archive.UnpackedVerifier;
import dev.evenkeel.backup.ArchiveStores;
import dev.evenkeel.backup.HelperReaper;
import dev.evenkeel.backup.VolumeAccess;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.resource.Ownership;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Does the single steps of a restore, each to its end or to a named failure. */
final class RestoreWork {

    private static final Logger LOG = Logger.getLogger(RestoreWork.class);
    private static final String PURPOSE = "restore";

    /** So much stays free where an engine keeps its volumes when one is only made to be thrown away. */
    static final long SCRATCH_RESERVE_BYTES = 256L << 20;

    private final Engine engine;
    private final ArchiveStores stores;
    private final FreeSpace space;
    private final Optional<GnuTar> tar;
    private final VolumeAccess.Owner owner;
    private final RestoreReporter reporter;
    private boolean unpacked;

    RestoreWork(
            Engine engine,
            ArchiveStores stores,
            FreeSpace space,
            Optional<GnuTar> tar,
            VolumeAccess.Owner owner,
            RestoreReporter reporter) {
        this.engine = engine;
        this.stores = stores;
        this.space = space;
        this.tar = tar;
        this.owner = owner;
        this.reporter = reporter;
    }

    /**
     * Up to the first step that fails.
     *
     * @return why that failed; empty when all are done
     * @throws ArchiveException.Cancelled when the Restore was deleted, or the thread is interrupted
     */
    Optional<RestoreCause> perform(List<RestoreStep> steps, long totalBytes) {
        for (RestoreStep step : steps) {
            Optional<RestoreCause> failure = perform(step, totalBytes);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private Optional<RestoreCause> perform(RestoreStep step, long totalBytes) {
        LOG.debugf("restore step owner=%s step=\"%s\"", owner.uid(), step);
        try {
            return switch (step) {
                case RestoreStep.Prove prove -> prove(prove, totalBytes);
                case RestoreStep.RemoveVolume remove -> remove(remove.name());
                case RestoreStep.CreateVolume create -> create(create);
                case RestoreStep.RequireEmpty empty ->
                    requireEmpty(
                            empty.volume(),
                            RestoreReason.TargetNotEmpty,
                            "the driver's options of volume " + empty.volume() + " name something that has contents: ");
                case RestoreStep.Unpack unpack -> unpack(unpack, totalBytes);
                case RestoreStep.Compare compare -> compare(compare, totalBytes);
                case RestoreStep.StopContainer stop -> stop(stop.container());
                case RestoreStep.RequireUnused unused -> requireUnused(unused.volume());
                case RestoreStep.Save save -> Optional.empty(); // A Backup of its own does that.
                case RestoreStep.Empty empty -> empty(empty.volume());
                case RestoreStep.StartContainer start -> start(start.container());
            };
        } catch (ArchiveException.Cancelled cancelled) {
            throw cancelled;
        } catch (ArchiveException failed) {
            return Optional.of(
                    step instanceof RestoreStep.Compare
                            ? RestoreCause.ofComparison(failed)
                            : RestoreCause.ofArchive(failed));
        } catch (EngineException failed) {
            return Optional.of(RestoreCause.of(failed));
        }
    }

    /** Whether anything was unpacked, were it half of something. */
    boolean unpacked() {
        return unpacked;
    }

    /** What becomes of {@code volume} when it is filled from the archive; it is read to its end for that. */
    MemberDifference difference(ArchiveChoice archive, String volume, long totalBytes) {
        MemberDifference difference = new MemberDifference();
        new ArchiveReader(store(archive)).readMembers(archive.place(), difference.archive());
        LongConsumer progress = reporter.begin(RestoreReason.Comparing, totalBytes);
        try (VolumeAccess access = open(volume, true);
                InputStream contents = new WatchedStream(access.read(), progress)) {
            UnpackedVerifier.readMembers(contents, difference.volume());
            return difference;
        } catch (IOException unreadable) {
            throw new ArchiveException.SourceFailed("the volume cannot be read", unreadable);
        }
    }

    /** What became of a volume that had the contents of {@code before} and has those of {@code archive}. */
    MemberDifference difference(ArchiveChoice archive, ArchiveChoice before) {
        MemberDifference difference = new MemberDifference();
        new ArchiveReader(store(archive)).readMembers(archive.place(), difference.archive());
        new ArchiveReader(store(before)).readMembers(before.place(), difference.volume());
        return difference;
    }

    /** Whether there is room for that much; also when that cannot be told. */
    Optional<RestoreCause> requireSpace(String volume, long bytes) {
        try (VolumeAccess access = open(volume, true)) {
            return lack(volume, access, bytes);
        }
    }

    /** In full, against its manifest; and the manifest against what the Backup wrote down at the time. */
    private Optional<RestoreCause> prove(RestoreStep.Prove step, long totalBytes) {
        LongConsumer progress = reporter.begin(RestoreReason.Verifying, totalBytes);
        ArchiveChoice archive = step.archive();
        ArchiveVerifier verifier = new ArchiveVerifier(store(archive), reporter.nanoTime());
        if (!archive.vouchedFor()) {
            verifier.admitStranger(archive.place(), step.deviceNodes(), (bytes, entries) -> progress.accept(bytes));
            return Optional.empty();
        }
        ManifestHead head =
                verifier.admit(archive.place(), step.deviceNodes(), (bytes, entries) -> progress.accept(bytes));
        return head.sha256().equals(archive.sha256())
                ? Optional.empty()
                : Optional.of(new RestoreCause(
                        RestoreReason.ArchiveMismatch,
                        archive.location() + " is not the archive that the Backup stored"));
    }

    private Optional<RestoreCause> remove(String name) {
        try {
            HelperReaper.reap(engine, owner);
            engine.removeVolume(name);
        } catch (EngineException.NotFound gone) {
            LOG.debugf("volume was gone already volume=%s", name);
        }
        return Optional.empty();
    }

    /** The engine answers with another's volume if somebody was quicker. */
    private Optional<RestoreCause> create(RestoreStep.CreateVolume step) {
        EngineVolume volume = engine.createVolume(step.creation());
        return RestorePlanner.madeBy(owner.uid(), volume)
                ? Optional.empty()
                : Optional.of(new RestoreCause(
                        RestoreReason.TargetExists, "volume " + step.creation().name() + " exists"));
    }

    private Optional<RestoreCause> requireEmpty(String volume, RestoreReason reason, String message) {
        try (VolumeAccess access = open(volume, true);
                InputStream contents = access.read()) {
            UnpackedVerifier.requireEmpty(contents);
            return Optional.empty();
        } catch (ArchiveException.Mismatch occupied) {
            return Optional.of(new RestoreCause(reason, message + occupied.getMessage()));
        } catch (IOException unreadable) {
            throw new ArchiveException.SourceFailed("the volume cannot be read", unreadable);
        }
    }

    private Optional<RestoreCause> unpack(RestoreStep.Unpack step, long totalBytes) {
        LongConsumer progress = reporter.begin(RestoreReason.Unpacking, totalBytes);
        try (VolumeAccess access = open(step.volume(), false)) {
            Optional<RestoreCause> lack = lack(step.volume(), access, totalBytes);
            if (lack.isPresent()) {
                return lack;
            }
            unpacked = true;
            try (InputStream archive = new WatchedStream(
                    new ArchiveReader(store(step.archive()))
                            .openTar(step.archive().place()),
                    progress)) {
                target(step.archive(), step.volume(), access).unpack(archive);
            }
            return Optional.empty();
        } catch (WatchedStream.Named named) {
            throw named.failure();
        } catch (IOException unreadable) {
            throw new ArchiveException.StoreUnavailable(step.archive().location() + " cannot be read", unreadable);
        }
    }

    /** A drill takes nobody the last of the room: an engine whose disk is full stands still. */
    private Optional<RestoreCause> lack(String volume, VolumeAccess access, long bytes) {
        EngineVolume target = engine.volume(volume);
        long reserve = Ownership.isScratch(volume, target.labels()) ? SCRATCH_RESERVE_BYTES : 0;
        return space.of(target, access.root())
                .filter(free -> free - reserve < bytes)
                .map(free -> new RestoreCause(
                        RestoreReason.TargetFull,
                        "unpacking takes " + bytes + " bytes, and where the engine keeps its volumes " + free
                                + " are free" + (reserve > 0 ? ", of which a drill leaves " + reserve : "")));
    }

    private Optional<RestoreCause> compare(RestoreStep.Compare step, long totalBytes) {
        LongConsumer progress = reporter.begin(RestoreReason.Comparing, totalBytes);
        try (VolumeAccess access = open(step.volume(), true);
                CapturedTar volume =
                        target(step.archive(), step.volume(), access).read();
                InputStream contents = new WatchedStream(volume.stream(), progress)) {
            new UnpackedVerifier(store(step.archive())).verify(step.archive().place(), contents);
            volume.finish();
            return Optional.empty();
        } catch (WatchedStream.Named named) {
            throw named.failure();
        } catch (IOException unreadable) {
            throw new ArchiveException.SourceFailed("the volume cannot be read back", unreadable);
        }
    }

    private Optional<RestoreCause> stop(Replacement.StoppedContainer container) {
        try {
            engine.stopContainer(container.id(), ContainerUsers.STOP_GRACE);
            LOG.infof("container stopped container=%s owner=%s", container.name(), owner.uid());
        } catch (EngineException.NotFound gone) {
            LOG.warnf("container is gone container=%s", container.name());
        }
        return Optional.empty();
    }

    private Optional<RestoreCause> requireUnused(String volume) {
        String users = engine.containers(Map.of("volume", Set.of(volume))).stream()
                .filter(user -> user.volumes().contains(volume) && user.running())
                .map(user -> user.name())
                .sorted()
                .collect(Collectors.joining(", "));
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of(new RestoreCause(
                        RestoreReason.TargetInUse, "containers run on volume " + volume + ": " + users));
    }

    private Optional<RestoreCause> empty(String volume) {
        reporter.begin(RestoreReason.Swapping, 0);
        try (VolumeAccess access = open(volume, false)) {
            access.empty();
        }
        return requireEmpty(volume, RestoreReason.NotEmptied, "the volume could not be emptied: ");
    }

    private Optional<RestoreCause> start(Replacement.StoppedContainer container) {
        try {
            engine.startContainer(container.id());
            LOG.infof("container started container=%s owner=%s", container.name(), owner.uid());
        } catch (EngineException.NotFound gone) {
            return Optional.of(
                    new RestoreCause(RestoreReason.UsersNotStarted, "container " + container.name() + " is gone"));
        }
        return Optional.empty();
    }

    /** What a stranger made does not get near this machine's own files: the engine unpacks it where nothing else is. */
    private RestoreTarget target(ArchiveChoice archive, String volume, VolumeAccess access) {
        Optional<GnuTar> fit = tar.filter(any -> archive.vouchedFor())
                .filter(any -> store(archive).head(archive.place()).capture() == Capture.Tar);
        return new RestoreTarget(engine.volume(volume), access, fit);
    }

    private VolumeAccess open(String volume, boolean readOnly) {
        return VolumeAccess.open(engine, volume, readOnly, PURPOSE, owner);
    }

    private ArchiveStore store(ArchiveChoice archive) {
        return stores.find(archive.store())
                .orElseThrow(() -> new ArchiveException.StoreUnavailable("there is no store " + archive.store()));
    }
}

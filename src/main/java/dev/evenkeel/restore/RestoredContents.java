package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.UnpackedVerifier;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.backup.CompressionSpec;
import dev.evenkeel.backup.Verification;
import dev.evenkeel.backup.VolumeAccess;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.volume.VolumeContents;
import dev.evenkeel.volume.VolumeReason;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Fills declared volumes: with a Restore for each occasion, of which everybody can see how it stands. A copy of another
 * volume is a Backup of it that is restored, and goes afterwards.
 */
public final class RestoredContents implements VolumeContents {

    private static final Logger LOG = Logger.getLogger(RestoredContents.class);
    private static final String PURPOSE = "look";
    private static final int NAME_PART = 90;
    private static final int UID_PART = 8;

    private final Registry registry;
    private final Engines engines;

    public RestoredContents(Registry registry, Engines engines) {
        this.registry = registry;
        this.engines = engines;
    }

    @Override
    public Progress fill(Resource<VolumeSpec, VolumeStatus> volume, Occasion occasion) {
        String name = name(volume, occasion);
        Optional<Resource<RestoreSpec, RestoreStatus>> restore =
                registry.find(RestoreKind.INSTANCE, key(volume, RestoreKind.INSTANCE, name));
        if (restore.isPresent()) {
            return look(volume, restore.get());
        }
        return switch (occasion) {
            case New -> begin(volume, name, volume.spec().source().orElseThrow());
            case Loss -> bringBack(volume, name);
        };
    }

    /** One name for each occasion: whoever dies in between finds what he has begun. */
    static String name(Resource<VolumeSpec, VolumeStatus> volume, Occasion occasion) {
        String name = volume.metadata().name();
        String uid = volume.metadata().uid();
        return name.substring(0, Math.min(name.length(), NAME_PART)) + "-"
                + uid.substring(0, Math.min(uid.length(), UID_PART)) + "-"
                + (occasion == Occasion.New
                        ? "source"
                        : "loss-" + (volume.status().repairs() + 1));
    }

    private Progress look(Resource<VolumeSpec, VolumeStatus> volume, Resource<RestoreSpec, RestoreStatus> restore) {
        String name = restore.metadata().name();
        if (!restore.isOwnedBy(volume.metadata().uid())) {
            return new Progress.Failed(VolumeReason.FillingFailed, "Restore " + name + " is somebody else's");
        }
        RestoreStatus status = restore.status();
        return switch (status.phase()) {
            case Pending, Running -> new Progress.UnderWay("Restore " + name + " " + status.reason());
            case Succeeded -> {
                forgetCopy(volume, name);
                yield new Progress.Done("Backup " + restore.spec().backup());
            }
            case Failed ->
                find(volume).isPresent()
                        ? new Progress.Done("somebody else, after Restore " + name + " failed")
                        : new Progress.Failed(
                                VolumeReason.FillingFailed,
                                "Restore " + name + " failed: " + status.reason() + " " + status.message()
                                        + "; delete it to try again, or restore another Backup by hand");
        };
    }

    private Progress begin(Resource<VolumeSpec, VolumeStatus> volume, String name, VolumeSpec.Source source) {
        return source.volume().isEmpty()
                ? restore(volume, name, source.backup(), source.backupVolume())
                : copy(volume, name, source.volume());
    }

    private Progress copy(Resource<VolumeSpec, VolumeStatus> volume, String name, String from) {
        Optional<Resource<BackupSpec, BackupStatus>> backup =
                registry.find(BackupKind.INSTANCE, key(volume, BackupKind.INSTANCE, name));
        if (backup.isEmpty()) {
            create(
                    BackupKind.INSTANCE,
                    volume,
                    name,
                    new BackupSpec(
                            List.of(from), BackupSpec.STORE_DEFAULT, CompressionSpec.standard(), Verification.Full));
            return new Progress.UnderWay("Backup " + name + " of volume " + from + " begins");
        }
        BackupStatus status = backup.get().status();
        if (!status.phase().finished()) {
            return new Progress.UnderWay("Backup " + name + " of volume " + from + " " + status.reason());
        }
        return status.phase().good()
                ? restore(volume, name, name, from)
                : new Progress.Failed(
                        VolumeReason.FillingFailed,
                        "volume " + from + " cannot be copied: Backup " + name + " " + status.reason() + " "
                                + status.message() + "; delete that Backup to try again");
    }

    /** From the newest Backup that was verified; one that found something in the volume before one that did not. */
    private Progress bringBack(Resource<VolumeSpec, VolumeStatus> volume, String name) {
        VerifiedBackups backups = new VerifiedBackups(
                volume,
                registry.list(BackupKind.INSTANCE, Optional.of(volume.metadata().namespace()))
                        .items());
        Optional<String> backup = backups.newest();
        if (backup.isEmpty()) {
            String others = backups.newestOfAnother()
                    .map(other -> " (Backup " + other + " is of another volume that had its name)")
                    .orElse("");
            return new Progress.Failed(
                    VolumeReason.NothingToRestore,
                    "the volume is gone, and there is no verified Backup of it" + others
                            + "; restore an archive by hand, or set spec.lossPolicy: Recreate for an empty one");
        }
        Optional<Progress> hindrance = makeWay(volume);
        return hindrance.orElseGet(
                () -> restore(volume, name, backup.get(), volume.metadata().name()));
    }

    /** Another volume that took the place of the lost one goes only if nothing is in it and nobody uses it. */
    private Optional<Progress> makeWay(Resource<VolumeSpec, VolumeStatus> volume) {
        Optional<EngineVolume> there = find(volume);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        Engine engine = engine(volume);
        String name = volume.metadata().name();
        try {
            if (!isEmpty(engine, volume)) {
                return supplanted("has contents");
            }
            engine.removeVolume(name);
            LOG.infof("empty volume removed that had taken the place of a lost one volume=%s", volume.key());
            return Optional.empty();
        } catch (EngineException.InUse used) {
            return supplanted("is in use");
        }
    }

    private static Optional<Progress> supplanted(String how) {
        return Optional.of(new Progress.Failed(
                VolumeReason.Supplanted,
                "the volume was lost, and another one of its name " + how
                        + "; restore over it (a Restore with target.mode: Replace), or remove it"));
    }

    private boolean isEmpty(Engine engine, Resource<VolumeSpec, VolumeStatus> volume) {
        VolumeAccess.Owner owner =
                new VolumeAccess.Owner(registry.id(), volume.metadata().uid());
        try (VolumeAccess access = VolumeAccess.open(engine, volume.metadata().name(), true, PURPOSE, owner);
                InputStream contents = access.read()) {
            UnpackedVerifier.requireEmpty(contents);
            return true;
        } catch (ArchiveException | IOException occupied) {
            return false;
        }
    }

    private Progress restore(
            Resource<VolumeSpec, VolumeStatus> volume, String name, String backup, String backupVolume) {
        create(
                RestoreKind.INSTANCE,
                volume,
                name,
                RestoreSpec.ofBackup(backup, backupVolume, volume.metadata().name(), RestoreSpec.Mode.New));
        return new Progress.UnderWay("Restore " + name + " begins");
    }

    private void forgetCopy(Resource<VolumeSpec, VolumeStatus> volume, String name) {
        registry.find(BackupKind.INSTANCE, key(volume, BackupKind.INSTANCE, name))
                .filter(copy -> copy.isOwnedBy(volume.metadata().uid()))
                .ifPresent(copy -> registry.delete(BackupKind.INSTANCE, copy.key(), Deletion.ANY));
    }

    private <S, T> void create(
            ResourceKind<S, T> kind, Resource<VolumeSpec, VolumeStatus> volume, String name, S spec) {
        Metadata metadata = Metadata.named(volume.metadata().namespace(), name)
                .withLabels(
                        Map.of(ResourceKind.GROUP + "/volume", volume.metadata().name()))
                .withOwners(List.of(volume.asOwner()));
        try {
            registry.create(kind, new Resource<>(kind.kind(), metadata, spec, kind.emptyStatus()));
            LOG.infof("filling volume=%s by=%s/%s", volume.key(), kind.kind(), name);
        } catch (RegistryException.AlreadyExists done) {
            LOG.debugf("was there already volume=%s by=%s/%s", volume.key(), kind.kind(), name);
        }
    }

    private Optional<EngineVolume> find(Resource<VolumeSpec, VolumeStatus> volume) {
        try {
            return Optional.of(engine(volume).volume(volume.metadata().name()));
        } catch (EngineException.NotFound none) {
            return Optional.empty();
        }
    }

    private Engine engine(Resource<VolumeSpec, VolumeStatus> volume) {
        return engines.find(volume.metadata().namespace()).orElseThrow();
    }

    private static ResourceKey key(Resource<VolumeSpec, VolumeStatus> volume, ResourceKind<?, ?> kind, String name) {
        return kind.key(volume.metadata().namespace(), name);
    }
}

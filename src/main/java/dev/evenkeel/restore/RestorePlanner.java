package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchivedVolume;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides how a Restore is done. Pure. */
final class RestorePlanner {

    /** How often a Restore is begun. */
    static final int ATTEMPTS_MAX = 3;

    private static final String LEFT_OUT =
            "the source's driver options are left out: they name the source's own device";

    private RestorePlanner() {}

    /**
     * Into a new volume.
     *
     * @param head of the archive's manifest, not proven yet
     * @param target the volume of the target's name, if there is one
     * @param declared the Volume of the target's name, if somebody declared one: then it says what is made
     * @param registryId what our objects are marked with
     */
    static RestorePlan plan(
            Resource<RestoreSpec, RestoreStatus> restore,
            ArchiveChoice archive,
            ManifestHead head,
            Optional<EngineVolume> target,
            Optional<Resource<VolumeSpec, VolumeStatus>> declared,
            String registryId) {
        String name = restore.spec().target().volume();
        List<RestoreStep> steps = new ArrayList<>();
        steps.add(prove(restore.spec(), archive));
        if (target.isPresent()) {
            if (!madeBy(restore.metadata().uid(), target.get())) {
                return new RestorePlan.Refuse(new RestoreCause(
                        RestoreReason.TargetExists,
                        "volume " + name + " exists; choose another name, or spec.target.mode: Replace"));
            }
            steps.add(new RestoreStep.RemoveVolume(name, "left by an attempt that was broken off"));
        }
        RestoreStep.CreateVolume create = declared.map(volume -> asDeclared(restore, volume, registryId))
                .orElseGet(() -> asArchived(restore, head.volume(), registryId));
        steps.add(create);
        if (!create.creation().options().isEmpty()) {
            steps.add(new RestoreStep.RequireEmpty(name));
        }
        steps.add(new RestoreStep.Unpack(archive, name));
        steps.add(new RestoreStep.Compare(archive, name));
        boolean bare = declared.isEmpty() && mountsSomethingElse(head.volume());
        return new RestorePlan.Make(steps, head.tarBytes(), bare ? LEFT_OUT : "");
    }

    /** A Backup vouches for its archive's device nodes: they were in the volume. Nobody vouches for a stranger's. */
    static RestoreStep.Prove prove(RestoreSpec spec, ArchiveChoice archive) {
        boolean wanted =
                spec.archive().map(RestoreSpec.ArchiveReference::deviceNodes).orElse(false);
        return new RestoreStep.Prove(archive, archive.vouchedFor() || wanted);
    }

    private static RestoreStep.CreateVolume asArchived(
            Resource<RestoreSpec, RestoreStatus> restore, ArchivedVolume archived, String registryId) {
        boolean bare = mountsSomethingElse(archived);
        String uid = restore.metadata().uid();
        return new RestoreStep.CreateVolume(
                new VolumeCreation(
                        restore.spec().target().volume(),
                        archived.driver(),
                        bare ? Map.of() : archived.options(),
                        labels(archived.labels(), registryId, uid, uid)),
                bare ? LEFT_OUT : "as " + archived.name() + " was");
    }

    private static RestoreStep.CreateVolume asDeclared(
            Resource<RestoreSpec, RestoreStatus> restore,
            Resource<VolumeSpec, VolumeStatus> volume,
            String registryId) {
        return new RestoreStep.CreateVolume(
                new VolumeCreation(
                        volume.metadata().name(),
                        volume.spec().driver(),
                        volume.spec().driverOptions(),
                        labels(
                                volume.spec().labels(),
                                registryId,
                                volume.metadata().uid(),
                                restore.metadata().uid())),
                "as the Volume of that name declares it");
    }

    static boolean madeBy(String uid, EngineVolume volume) {
        return uid.equals(volume.labels().get(Ownership.RESTORE));
    }

    /**
     * The local driver's options say what to mount: a folder, a disk, an NFS export. A new volume with the same options
     * is the old volume under another name, and unpacking into it would overwrite the source.
     */
    private static boolean mountsSomethingElse(ArchivedVolume volume) {
        return volume.driver().equals("local") && !volume.options().isEmpty();
    }

    static Map<String, String> labels(Map<String, String> own, String registryId, String ownerUid, String restoreUid) {
        Map<String, String> labels = new LinkedHashMap<>(own);
        labels.keySet().removeIf(label -> label.startsWith(Ownership.LABEL_PREFIX));
        labels.put(Ownership.MANAGED_BY, registryId);
        labels.put(Ownership.UID, ownerUid);
        labels.put(Ownership.RESTORE, restoreUid);
        return labels;
    }
}

package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchivedVolume;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides how a Restore is done. Pure. */
final class RestorePlanner {

    private RestorePlanner() {}

    /**
     * @param head of the archive's manifest, not proven yet
     * @param target the volume of the target's name, if there is one
     * @param registryId what our objects are marked with
     */
    static RestorePlan plan(
            Resource<RestoreSpec, RestoreStatus> restore,
            RestoreSource.Archive source,
            ManifestHead head,
            Optional<EngineVolume> target,
            String registryId) {
        String name = restore.spec().target().volume();
        String uid = restore.metadata().uid();
        List<RestoreStep> steps = new ArrayList<>();
        steps.add(new RestoreStep.Prove(source.location(), source.sha256()));
        if (target.isPresent()) {
            if (!madeBy(uid, target.get())) {
                return new RestorePlan.Refuse(
                        new RestoreCause(RestoreReason.TargetExists, "volume " + name + " exists"));
            }
            steps.add(new RestoreStep.RemoveVolume(name));
        }
        ArchivedVolume archived = head.volume();
        boolean plain = mountsSomethingElse(archived);
        Map<String, String> options = plain ? Map.of() : archived.options();
        String note = plain ? "the source's driver options are left out: they name the source's own device" : "";
        steps.add(new RestoreStep.CreateVolume(
                new VolumeCreation(name, archived.driver(), options, labels(archived, registryId, uid)),
                note.isEmpty() ? "as " + archived.name() + " was" : note));
        if (!options.isEmpty()) {
            steps.add(new RestoreStep.RequireEmpty(name));
        }
        steps.add(new RestoreStep.Unpack(source.location(), name));
        steps.add(new RestoreStep.Compare(source.location(), name));
        return new RestorePlan.Make(steps, head.tarBytes(), note);
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

    private static Map<String, String> labels(ArchivedVolume volume, String registryId, String uid) {
        Map<String, String> labels = new LinkedHashMap<>(volume.labels());
        labels.keySet().removeIf(label -> label.startsWith(Ownership.LABEL_PREFIX));
        labels.put(Ownership.MANAGED_BY, registryId);
        labels.put(Ownership.UID, uid);
        labels.put(Ownership.RESTORE, uid);
        return labels;
    }
}

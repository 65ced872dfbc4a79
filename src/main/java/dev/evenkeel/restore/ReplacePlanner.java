package dev.evenkeel.restore;

import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.engine.VolumeCreation;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Decides how the contents of a volume are replaced. Pure. */
final class ReplacePlanner {

    private static final String SCRATCH = "evenkeel-restore-";

    /** The value of {@link Ownership#TEMPORARY} of a volume in which an archive is tried out. */
    static final String TRIAL = "restore";

    /** Leaves room for what makes the name of a safety backup its own. */
    private static final int NAME_PART = 100;

    private static final int UID_PART = 8;

    private ReplacePlanner() {}

    /**
     * @param users the containers that run on the volume, in the order in which they are stopped
     * @param registryId what our objects are marked with
     */
    static RestorePlan.Replace plan(
            Resource<RestoreSpec, RestoreStatus> restore,
            ArchiveChoice archive,
            ManifestHead head,
            List<Replacement.StoppedContainer> users,
            String registryId) {
        String volume = restore.spec().target().volume();
        return new RestorePlan.Replace(
                staging(restore, archive, registryId),
                stopping(volume, users),
                new RestoreStep.Save(volume, safetyBackup(restore)),
                swapping(archive, volume),
                starting(users),
                head.tarBytes());
    }

    /** The volume in which the archive is tried out. */
    static String scratch(Resource<RestoreSpec, RestoreStatus> restore) {
        return SCRATCH + restore.metadata().uid();
    }

    static String safetyBackup(Resource<RestoreSpec, RestoreStatus> restore) {
        String name = restore.metadata().name();
        String uid = restore.metadata().uid();
        return name.substring(0, Math.min(name.length(), NAME_PART)) + "-safety-"
                + uid.substring(0, Math.min(uid.length(), UID_PART));
    }

    static List<RestoreStep> stopping(String volume, List<Replacement.StoppedContainer> users) {
        return Stream.concat(
                        users.stream().map(RestoreStep.StopContainer::new),
                        Stream.of(new RestoreStep.RequireUnused(volume)))
                .<RestoreStep>map(step -> step)
                .toList();
    }

    /** Nothing of what was there stays, and the root gets its owner and mode from the archive, too. */
    static List<RestoreStep> swapping(ArchiveChoice archive, String volume) {
        return List.of(
                new RestoreStep.RequireUnused(volume),
                new RestoreStep.Empty(volume),
                new RestoreStep.Unpack(archive, volume),
                new RestoreStep.Compare(archive, volume));
    }

    /** In the opposite order. */
    static List<RestoreStep> starting(List<Replacement.StoppedContainer> users) {
        return users.reversed().stream()
                .<RestoreStep>map(RestoreStep.StartContainer::new)
                .toList();
    }

    private static List<RestoreStep> staging(
            Resource<RestoreSpec, RestoreStatus> restore, ArchiveChoice archive, String registryId) {
        String scratch = scratch(restore);
        String uid = restore.metadata().uid();
        Map<String, String> labels = new LinkedHashMap<>(RestorePlanner.labels(Map.of(), registryId, uid, uid));
        labels.put(Ownership.TEMPORARY, TRIAL);
        List<RestoreStep> steps = new ArrayList<>();
        steps.add(RestorePlanner.prove(restore.spec(), archive));
        steps.add(new RestoreStep.CreateVolume(
                new VolumeCreation(scratch, "local", Map.of(), labels), "to try the archive out"));
        steps.add(new RestoreStep.Unpack(archive, scratch));
        steps.add(new RestoreStep.Compare(archive, scratch));
        steps.add(new RestoreStep.RemoveVolume(scratch, "it was a trial"));
        return List.copyOf(steps);
    }
}

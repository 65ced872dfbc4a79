package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.resource.ObjectName;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;

/** What the spec of a Restore must obey. */
final class RestoreRules {

    private RestoreRules() {}

    static List<Violation> violations(RestoreSpec spec) {
        List<Violation> broken = new ArrayList<>(spec.archive().isPresent() ? byArchive(spec) : byBackup(spec));
        broken.addAll(ObjectName.violations("spec.target.volume", spec.target().volume()));
        return broken;
    }

    private static List<Violation> byBackup(RestoreSpec spec) {
        List<Violation> broken = new ArrayList<>();
        if (spec.backup().isEmpty() && spec.volume().isEmpty()) {
            broken.add(Violation.required(
                    "spec.backup", "name a Backup, or spec.volume for its newest one, or spec.archive"));
        }
        if (!spec.backup().isEmpty()) {
            broken.addAll(ObjectName.violations("spec.backup", spec.backup()));
        }
        if (!spec.volume().isEmpty()) {
            broken.addAll(ObjectName.violations("spec.volume", spec.volume()));
        }
        if (!spec.backup().isEmpty() && spec.asOf().isPresent()) {
            broken.add(Violation.forbidden(
                    "spec.asOf", "spec.backup says which one; leave it out for the newest one of spec.volume"));
        }
        return broken;
    }

    private static List<Violation> byArchive(RestoreSpec spec) {
        List<Violation> broken = new ArrayList<>();
        String why = "spec.archive says what is restored; leave out one of them";
        if (!spec.backup().isEmpty()) {
            broken.add(Violation.forbidden("spec.backup", why));
        }
        if (!spec.volume().isEmpty()) {
            broken.add(Violation.forbidden("spec.volume", why));
        }
        if (spec.asOf().isPresent()) {
            broken.add(Violation.forbidden("spec.asOf", why));
        }
        RestoreSpec.ArchiveReference archive = spec.archive().orElseThrow();
        broken.addAll(ObjectName.violations("spec.archive.store", archive.store()));
        if (archive.location().isEmpty()) {
            broken.add(Violation.required("spec.archive.location", "NAMESPACE/FILE, as the store has it"));
        } else if (!isLocation(archive.location())) {
            broken.add(Violation.invalid(
                    "spec.archive.location",
                    archive.location(),
                    "must be NAMESPACE/VOLUME-yyyyMMddTHHmmssZ.tar.zst, as the store has it"));
        }
        return broken;
    }

    private static boolean isLocation(String location) {
        try {
            ArchiveLocation.parse(location);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}

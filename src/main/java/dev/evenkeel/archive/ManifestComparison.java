package dev.evenkeel.archive;

import java.util.Objects;

/** Holds the members of an archive against those of its manifest, one by one. */
final class ManifestComparison implements MemberVisitor {

    private final ManifestReader manifest;

    ManifestComparison(ManifestReader manifest) {
        this.manifest = manifest;
    }

    @Override
    public void visit(Member actual) {
        Member expected = manifest.next()
                .orElseThrow(() -> new ArchiveException.Mismatch(actual.name() + " is not in the manifest"));
        if (!expected.equals(actual)) {
            compare("name", expected.name(), expected.name(), actual.name());
            compare("type", actual.name(), expected.type(), actual.type());
            compare("size", actual.name(), expected.size(), actual.size());
            compare("sha256", actual.name(), expected.sha256(), actual.sha256());
            compare("mode", actual.name(), expected.mode(), actual.mode());
            compare("uid", actual.name(), expected.uid(), actual.uid());
            compare("gid", actual.name(), expected.gid(), actual.gid());
            compare("mtime", actual.name(), expected.mtime(), actual.mtime());
            compare("link", actual.name(), expected.link(), actual.link());
        }
    }

    /** To be called when the archive has come to its end. */
    void finish(TarScan.Summary summary) {
        manifest.next().ifPresent(member -> {
            throw new ArchiveException.Mismatch(member.name() + " is not in the archive");
        });
        ManifestHead head = manifest.head();
        compare("entries", "archive", head.entries(), summary.entries());
        compare("sourceBytes", "archive", head.sourceBytes(), summary.contentBytes());
        compare("tarBytes", "archive", head.tarBytes(), summary.tarBytes());
    }

    static void compare(String field, String where, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new ArchiveException.Mismatch(
                    where + ": " + field + " is " + actual + ", and " + expected + " in the manifest");
        }
    }
}

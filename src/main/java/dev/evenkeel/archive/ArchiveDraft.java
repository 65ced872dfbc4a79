package dev.evenkeel.archive;

import java.io.OutputStream;

/** An archive that is being written. Closing it without having published it removes every trace. */
public interface ArchiveDraft extends AutoCloseable {

    /** Where the archive will be. Reserved for this draft. */
    ArchiveLocation location();

    /** Takes the archive's bytes, already compressed. Throws {@link ArchiveException} and no IOException. */
    OutputStream archive();

    /** Takes the manifest's members as {@link ManifestMembers} writes them. */
    OutputStream members();

    /** Makes the archive and its manifest durable, and then visible. */
    void publish(ManifestHead head);

    @Override
    void close();
}

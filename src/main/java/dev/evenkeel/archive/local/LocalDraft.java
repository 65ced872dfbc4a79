package dev.evenkeel.archive.local;

import dev.evenkeel.archive.ArchiveDraft;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.ManifestWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * An archive on its way into a folder.
 *
 * <p>The archive is renamed last, and only when everything else is durable: dying anywhere before leaves nothing that
 * anybody takes for an archive.
 */
final class LocalDraft implements ArchiveDraft {

    private final LocalFolder folder;
    private final ArchiveLocation location;
    private final StoreOutput archive;
    private final StoreOutput members;
    private boolean revealed;
    private boolean published;

    private LocalDraft(LocalFolder folder, ArchiveLocation location) throws IOException {
        this.folder = folder;
        this.location = location;
        this.archive = StoreOutput.create(folder.temporaryArchive(location.fileName()));
        this.members = StoreOutput.create(folder.temporaryMembers(location.fileName()));
    }

    /** Empty when the location is taken, by an archive or by another draft. */
    static Optional<LocalDraft> reserve(LocalFolder folder, ArchiveLocation location) throws IOException {
        LocalDraft draft;
        try {
            draft = new LocalDraft(folder, location);
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        }
        // Asked only now: whoever had the name before may have published under it until a moment ago.
        if (folder.isTaken(location.fileName())) {
            draft.close();
            return Optional.empty();
        }
        return Optional.of(draft);
    }

    @Override
    public ArchiveLocation location() {
        return location;
    }

    @Override
    public OutputStream archive() {
        return archive;
    }

    @Override
    public OutputStream members() {
        return members;
    }

    @Override
    public void publish(ManifestHead head) {
        try {
            prepare(head);
            revealManifest();
            revealArchive();
            published = true;
        } catch (IOException e) {
            throw LocalFailures.named("cannot publish " + location, e);
        }
    }

    /** Makes both files durable under their temporary names. */
    void prepare(ManifestHead head) throws IOException {
        archive.close();
        members.close();
        Path spool = folder.temporaryMembers(location.fileName());
        Path manifest = folder.temporaryManifest(location.fileName());
        try (InputStream source = Files.newInputStream(spool);
                OutputStream target = StoreOutput.create(manifest)) {
            ManifestWriter.compose(head, source, target);
        }
        Files.delete(spool);
        LocalFolder.sync(manifest);
        LocalFolder.sync(folder.temporaryArchive(location.fileName()));
    }

    /** A manifest without an archive is nothing to anybody. */
    void revealManifest() throws IOException {
        String name = location.fileName();
        revealed = true;
        Files.move(folder.temporaryManifest(name), folder.manifest(name), StandardCopyOption.ATOMIC_MOVE);
        folder.sync();
    }

    void revealArchive() throws IOException {
        String name = location.fileName();
        Files.move(folder.temporaryArchive(name), folder.archive(name), StandardCopyOption.ATOMIC_MOVE);
        folder.sync();
    }

    @Override
    public void close() {
        try (archive;
                members) {
            if (!published) {
                discard();
            }
        } catch (IOException e) {
            throw LocalFailures.named("cannot remove the draft of " + location, e);
        }
    }

    /** The archive goes first: what is visible must have its manifest to the end. */
    private void discard() throws IOException {
        String name = location.fileName();
        if (revealed) {
            Files.deleteIfExists(folder.archive(name));
            Files.deleteIfExists(folder.manifest(name));
        }
        Files.deleteIfExists(folder.temporaryArchive(name));
        Files.deleteIfExists(folder.temporaryManifest(name));
        Files.deleteIfExists(folder.temporaryMembers(name));
    }
}

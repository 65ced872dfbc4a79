package dev.evenkeel.archive.local;

import dev.evenkeel.archive.ArchiveCipher;
import dev.evenkeel.archive.ArchiveDraft;
import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveException.StoreUnavailable.Absence;
import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ArchiveOrigin;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.Compression;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.ManifestReader;
import dev.evenkeel.archive.StoreUsage;
import dev.evenkeel.archive.StoredArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps archives in a folder of this machine, one folder for each namespace.
 *
 * <p>A marker file tells the folder from the empty mount point of a disk that is not there. Thread-safe, for one
 * process at a time.
 */
public final class LocalStore implements ArchiveStore {

    private static final String MARKER = ".evenkeel-store";

    /** Far above what one second of one volume can bring. */
    private static final int ATTEMPTS = 1_000;

    private final Path root;
    private final ArchiveCipher cipher;

    /** @param root is not touched before it is used; see {@link #initialise} */
    public LocalStore(Path root) {
        this(root, ArchiveCipher.NONE);
    }

    /** @param root likewise */
    public LocalStore(Path root, ArchiveCipher cipher) {
        this.root = root;
        this.cipher = cipher;
    }

    /**
     * Makes the folder a store, if it is none yet. To be called once in the life of a store: on the empty mount point
     * of a store that is not there it would begin a second one.
     */
    public void initialise() {
        named("cannot initialise " + root, () -> {
            LocalFolder.create(root);
            if (Files.notExists(root.resolve(MARKER))) {
                StoreOutput.create(root.resolve(MARKER)).close();
                LocalFolder.sync(root);
            }
            return root;
        });
    }

    @Override
    public ArchiveCipher cipher() {
        return cipher;
    }

    @Override
    public ArchiveDraft begin(ArchiveOrigin origin, Compression compression) {
        requireMarker();
        return named("cannot begin an archive in " + root, () -> {
            LocalFolder folder = folder(origin.namespace());
            if (Files.notExists(folder.path())) {
                LocalFolder.create(folder.path());
                LocalFolder.sync(root);
            }
            return reserve(folder, origin, compression);
        });
    }

    @Override
    public ArchiveListing list() {
        requireMarker();
        return named("cannot list " + root, () -> {
            List<StoredArchive> archives = new ArrayList<>();
            List<ArchiveLocation> unreadable = new ArrayList<>();
            for (LocalFolder folder : folders()) {
                for (String name : folder.archives()) {
                    add(new ArchiveLocation(folder.path().getFileName().toString(), name), archives, unreadable);
                }
            }
            return new ArchiveListing(archives, unreadable);
        });
    }

    @Override
    public ManifestHead head(ArchiveLocation location) {
        try (ManifestReader manifest = ManifestReader.open(openManifest(location))) {
            return manifest.head();
        }
    }

    @Override
    public InputStream openArchive(ArchiveLocation location) {
        return open(folder(location.namespace()).archive(location.fileName()), location);
    }

    @Override
    public InputStream openManifest(ArchiveLocation location) {
        return open(folder(location.namespace()).manifest(location.fileName()), location);
    }

    @Override
    public void delete(ArchiveLocation location) {
        requireMarker();
        LocalFolder folder = folder(location.namespace());
        named("cannot delete " + location, () -> {
            if (Files.deleteIfExists(folder.archive(location.fileName()))) {
                folder.sync();
            }
            return Files.deleteIfExists(folder.manifest(location.fileName()));
        });
    }

    @Override
    public int reap() {
        requireMarker();
        return named("cannot reap " + root, () -> {
            int reaped = 0;
            for (LocalFolder folder : folders()) {
                for (Path leftover : folder.leftovers()) {
                    Files.deleteIfExists(leftover);
                    reaped++;
                }
            }
            return reaped;
        });
    }

    @Override
    public long freeBytes() {
        requireMarker();
        return named("cannot measure " + root, () -> Files.getFileStore(root).getUsableSpace());
    }

    @Override
    public StoreUsage usage() {
        requireMarker();
        return named("cannot measure " + root, () -> {
            long archives = 0;
            long bytes = 0;
            for (LocalFolder folder : folders()) {
                for (String name : folder.archives()) {
                    archives++;
                    bytes += LocalFolder.size(folder.archive(name)) + LocalFolder.size(folder.manifest(name));
                }
            }
            return new StoreUsage(archives, bytes);
        });
    }

    private LocalDraft reserve(LocalFolder folder, ArchiveOrigin origin, Compression compression) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            ArchiveLocation location = ArchiveLocation.of(origin, compression.algorithm(), cipher, attempt);
            Optional<LocalDraft> draft = LocalDraft.reserve(folder, location);
            if (draft.isPresent()) {
                return draft.get();
            }
        }
        throw new ArchiveException.StoreUnavailable("no name is left for an archive of " + origin);
    }

    private void add(ArchiveLocation location, List<StoredArchive> archives, List<ArchiveLocation> unreadable)
            throws IOException {
        Path archive = folder(location.namespace()).archive(location.fileName());
        try {
            ManifestHead head = head(location);
            boolean whole = head.archive().equals(location.fileName()) && head.bytes() == Files.size(archive);
            if (whole) {
                archives.add(new StoredArchive(location, head));
            } else {
                unreadable.add(location);
            }
        } catch (ArchiveException.NotFound | ArchiveException.Corrupt | NoSuchFileException e) {
            // Gone since the folder was read, or a file that somebody else has put there or damaged.
            if (Files.exists(archive)) {
                unreadable.add(location);
            }
        }
    }

    private InputStream open(Path path, ArchiveLocation location) {
        requireMarker();
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw new ArchiveException.NotFound(location);
        } catch (IOException e) {
            throw LocalFailures.named("cannot open " + path, e);
        }
    }

    private LocalFolder folder(String namespace) {
        return new LocalFolder(root.resolve(namespace));
    }

    private List<LocalFolder> folders() throws IOException {
        try (Stream<Path> paths = Files.list(root)) {
            return paths.filter(Files::isDirectory)
                    .filter(path ->
                            ArchiveLocation.isNamespace(path.getFileName().toString()))
                    .sorted()
                    .map(LocalFolder::new)
                    .toList();
        }
    }

    private void requireMarker() {
        if (!Files.isRegularFile(root.resolve(MARKER))) {
            throw new ArchiveException.StoreUnavailable(
                    Absence.Missing, root + " is not a store: there is no " + MARKER + " in it");
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private static <T> T named(String action, Action<T> body) {
        try {
            return body.run();
        } catch (IOException e) {
            throw LocalFailures.named(action, e);
        }
    }
}

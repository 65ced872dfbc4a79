package dev.evenkeel.archive.local;

import dev.evenkeel.archive.ArchiveLocation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which file of a store is what.
 *
 * @param path of one namespace's folder
 */
record LocalFolder(Path path) {

    private static final String TEMPORARY = ".tmp-";
    private static final String MANIFEST = ".json";

    Path archive(String fileName) {
        return path.resolve(fileName);
    }

    Path manifest(String fileName) {
        return path.resolve(fileName + MANIFEST);
    }

    Path temporaryArchive(String fileName) {
        return path.resolve(TEMPORARY + fileName);
    }

    Path temporaryManifest(String fileName) {
        return path.resolve(TEMPORARY + fileName + MANIFEST);
    }

    Path temporaryMembers(String fileName) {
        return path.resolve(TEMPORARY + fileName + ".members");
    }

    boolean isTaken(String fileName) {
        return Files.exists(archive(fileName)) || Files.exists(manifest(fileName));
    }

    /** The names of all archives, in order. */
    List<String> archives() throws IOException {
        return files().stream().filter(ArchiveLocation::isFileName).sorted().toList();
    }

    /** What a writer that died has left: temporary files, and manifests whose archive never came or has gone. */
    List<Path> leftovers() throws IOException {
        return files().stream().filter(this::isLeftover).map(path::resolve).toList();
    }

    /** The size of a file; 0 when it has just gone. */
    static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    /** Makes renames and removals in this folder durable. */
    void sync() throws IOException {
        sync(path);
    }

    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void create(Path path) throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private boolean isLeftover(String name) {
        if (name.startsWith(TEMPORARY)) {
            return true;
        }
        if (!name.endsWith(MANIFEST)) {
            return false;
        }
        String archive = name.substring(0, name.length() - MANIFEST.length());
        return ArchiveLocation.isFileName(archive) && Files.notExists(path.resolve(archive));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

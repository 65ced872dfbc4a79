package dev.evenkeel.archive;

import dev.evenkeel.archive.local.LocalStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/** What tests of archives need again and again. */
public final class Archives {

    public static final ArchiveOrigin ORIGIN = new ArchiveOrigin(
            "default",
            new ArchivedVolume("pgdata", "local", Map.of("type", "nfs"), Map.of("tier", "back")),
            new BackupReference("nightly-1", "0b5c"),
            Instant.parse("2026-11-20T02:00:00Z"),
            "27.5.1");

    private Archives() {}

    public static LocalStore store(Path folder) {
        LocalStore store = new LocalStore(folder);
        store.initialise();
        return store;
    }

    public static CapturedTar captured(byte[] tar) {
        return CapturedTar.ofEngine(new ByteArrayInputStream(tar));
    }

    static byte[] smallTar() {
        return TarBytes.rooted()
                .file("data/a", "hello")
                .directory("data/d/")
                .file("data/d/b", "x".repeat(3_000))
                .symlink("data/d/l", "../a")
                .hardLink("data/h", "data/a")
                .closed();
    }

    /** A small archive, published. */
    public static StoredArchive write(ArchiveStore store, Compression compression) {
        return write(store, captured(smallTar()), compression);
    }

    /** An archive of one file of {@code size} letters, published. */
    public static StoredArchive writeLarge(ArchiveStore store, int size, Compression compression) {
        byte[] letters = new byte[size];
        new Random(size).nextBytes(letters);
        for (int i = 0; i < size; i++) {
            letters[i] = (byte) ('a' + (letters[i] & 15));
        }
        String content = new String(letters, StandardCharsets.US_ASCII);
        return write(
                store, captured(TarBytes.rooted().file("data/large", content).closed()), compression);
    }

    /** An archive of that many files, published. */
    public static StoredArchive writeMany(ArchiveStore store, int count) {
        TarBytes tar = TarBytes.rooted();
        for (int i = 0; i < count; i++) {
            tar.file("data/file-" + i, "content of " + i);
        }
        return write(store, captured(tar.closed()), Compression.DEFAULT);
    }

    /** A small archive of each of that many backups, published. */
    public static void writeBackups(ArchiveStore store, int count) {
        for (int i = 0; i < count; i++) {
            ArchiveOrigin origin = new ArchiveOrigin(
                    ORIGIN.namespace(),
                    ORIGIN.volume(),
                    new BackupReference("nightly-" + i, "uid-of-" + i),
                    ORIGIN.createdAt().plusSeconds(i),
                    ORIGIN.engineVersion());
            new ArchiveWriter(store, new Workers(0, Runnable::run), () -> 0)
                    .write(captured(smallTar()), origin, Compression.DEFAULT, ArchiveProgress.SILENT);
        }
    }

    static StoredArchive write(ArchiveStore store, CapturedTar source, Compression compression) {
        return new ArchiveWriter(store, new Workers(1, ForkJoinPool.commonPool()), () -> 0)
                .write(source, ORIGIN, compression, ArchiveProgress.SILENT);
    }

    /** The names of all files below {@code folder}, hidden ones too. */
    public static List<String> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    static byte[] unpacked(ArchiveStore store, ArchiveLocation location) throws IOException {
        try (InputStream tar = new ArchiveReader(store).openTar(location)) {
            return tar.readAllBytes();
        }
    }
}

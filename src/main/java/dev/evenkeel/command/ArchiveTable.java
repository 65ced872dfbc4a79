package dev.evenkeel.command;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ArchiveVerifier;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.archive.VerificationLevel;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/** What is in a store, one archive to a line. */
final class ArchiveTable {

    private static final String FORMAT = "%-24s %-20s %10s %10s  %-12s %s%n";

    private final ArchiveStore store;
    private final ProgressLine progress;
    private final LongSupplier nanoTime;
    private boolean allGood = true;

    ArchiveTable(ArchiveStore store, ProgressLine progress, LongSupplier nanoTime) {
        this.store = store;
        this.progress = progress;
        this.nanoTime = nanoTime;
    }

    /**
     * @param verify whether each archive is to be read and held against its manifest
     * @return whether nothing was found that is not as it should be
     */
    boolean print(StoredVolumes volumes, boolean verify, PrintWriter out, PrintWriter err) {
        out.printf(FORMAT, "VOLUME", "TIME", "CONTENTS", "STORED", "VERIFIED", "ARCHIVE");
        for (StoredArchive archive : volumes.sorted()) {
            String verified = verify ? verified(archive, err) : "-";
            out.printf(
                    FORMAT,
                    archive.head().volume().name(),
                    archive.head().createdAt().truncatedTo(ChronoUnit.SECONDS),
                    ByteSize.text(archive.head().sourceBytes()),
                    ByteSize.text(archive.head().bytes()),
                    verified,
                    archive.location());
            out.flush();
        }
        volumes.listing().unreadable().forEach(location -> {
            allGood = false;
            err.println("evenkeel: " + location + " cannot be read: its manifest, " + location.fileName()
                    + ".json, is missing, damaged, or of another archive");
        });
        err.flush();
        return allGood;
    }

    /** Encrypted ones without their key are proven by their digest. */
    private String verified(StoredArchive archive, PrintWriter err) {
        boolean sealed = archive.location().encrypted() && !store.cipher().decrypts();
        VerificationLevel level = sealed ? VerificationLevel.Checksum : VerificationLevel.Full;
        try {
            new ArchiveVerifier(store, nanoTime)
                    .verify(archive.location(), level, (bytes, entries) -> show(archive, bytes, entries));
            return sealed ? "digest only" : "yes";
        } catch (ArchiveException damaged) {
            allGood = false;
            progress.clear();
            err.println("evenkeel: " + archive.location() + ": " + damaged.getMessage());
            return "NO";
        } finally {
            progress.clear();
        }
    }

    /** The file is read first, and then what is in it. */
    private void show(StoredArchive archive, long bytes, long entries) {
        if (entries == 0) {
            progress.show(
                    archive.location().toString(),
                    "Reading",
                    bytes,
                    archive.head().bytes());
        } else {
            progress.show(
                    archive.location().toString(),
                    "Verifying",
                    bytes,
                    archive.head().tarBytes());
        }
    }
}

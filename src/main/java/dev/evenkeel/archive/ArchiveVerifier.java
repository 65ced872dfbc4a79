package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/**
 * Holds archives against their manifests, and looks for what must not be unpacked.
 *
 * <p>Thread-safe; each call works in its caller's thread.
 */
public final class ArchiveVerifier {

    private static final int BUFFER = 1 << 20;

    private final ArchiveStore store;
    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock in nanoseconds */
    public ArchiveVerifier(ArchiveStore store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the head of the manifest when the archive is what it says.
     *
     * @throws ArchiveException.Mismatch when it is something else
     * @throws ArchiveException.Corrupt when it cannot be decompressed or parsed
     * @throws ArchiveException.Truncated when its end is missing
     */
    public ManifestHead verify(ArchiveLocation location, VerificationLevel level, ArchiveProgress progress) {
        return switch (level) {
            case None -> store.head(location);
            case Checksum -> checkFile(location, progress);
            case Full -> {
                checkFile(location, progress);
                yield checkMembers(location, member -> {}, Tap.NONE, progress);
            }
        };
    }

    /**
     * To be called before unpacking: verifies in full, and that no entry could harm anything outside the volume.
     *
     * @throws ArchiveException.Hostile for the first entry that breaks a {@link SafetyRule}
     */
    public ManifestHead admit(ArchiveLocation location, boolean deviceNodes, ArchiveProgress progress) {
        ManifestHead head = checkFile(location, progress);
        SafetyCheck safety = new SafetyCheck(SafetyLimits.announcedBy(head, deviceNodes));
        return checkMembers(location, safety, safety, progress);
    }

    /**
     * Likewise, for an archive that nobody vouches for but the manifest beside it: no Backup has written down its
     * digest.
     *
     * @throws ArchiveException.Hostile likewise, and for one that announces more than its file can honestly hold
     */
    public ManifestHead admitStranger(ArchiveLocation location, boolean deviceNodes, ArchiveProgress progress) {
        if (!SafetyLimits.isPlausible(store.head(location))) {
            throw new ArchiveException.Hostile(SafetyRule.TOO_DENSE, location.toString());
        }
        return admit(location, deviceNodes, progress);
    }

    private ManifestHead checkFile(ArchiveLocation location, ArchiveProgress told) {
        PacedProgress progress = new PacedProgress(told, nanoTime);
        ManifestHead head = store.head(location);
        ManifestComparison.compare("archive", location.toString(), head.archive(), location.fileName());
        DigestingOutput digest = new DigestingOutput(OutputStream.nullOutputStream());
        try (InputStream archive = store.openArchive(location)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = archive.read(buffer); read >= 0; read = archive.read(buffer)) {
                requireUninterrupted(location);
                digest.write(buffer, 0, read);
                progress.pass(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new ArchiveException.StoreUnavailable(location + " cannot be read", e);
        }
        ManifestComparison.compare("length", location.toString(), head.bytes(), digest.bytes());
        ManifestComparison.compare("sha256", location.toString(), head.sha256(), digest.sha256());
        return head;
    }

    private ManifestHead checkMembers(ArchiveLocation location, MemberVisitor visitor, Tap tap, ArchiveProgress told) {
        PacedProgress progress = new PacedProgress(told, nanoTime);
        try (ManifestReader manifest = ManifestReader.open(store.openManifest(location), store.cipher());
                InputStream archive = ArchiveReader.unsealed(store, location);
                InputStream tar =
                        ArchiveReader.decompress(archive, manifest.head().compression(), location)) {
            ManifestComparison comparison = new ManifestComparison(manifest);
            comparison.finish(TarScan.scan(
                    tar, tap.then(progress), visitor.then(comparison).then(progress)));
            return manifest.head();
        } catch (IOException e) {
            throw new ArchiveException.StoreUnavailable(location + " cannot be read", e);
        }
    }

    private static void requireUninterrupted(ArchiveLocation location) {
        if (Thread.currentThread().isInterrupted()) {
            throw new ArchiveException.Cancelled("interrupted while reading " + location);
        }
    }
}

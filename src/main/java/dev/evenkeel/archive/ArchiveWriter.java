package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/**
 * Turns a captured volume into a published archive, in one pass and in constant memory.
 *
 * <p>Thread-safe; each call works in its caller's thread.
 */
public final class ArchiveWriter {

    private final ArchiveStore store;
    private final Workers workers;
    private final LongSupplier nanoTime;

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public ArchiveWriter(ArchiveStore store, Workers workers, LongSupplier nanoTime) {
        this.store = store;
        this.workers = workers;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads {@code source} to its end and publishes the archive; whatever goes wrong before that leaves nothing behind.
     * Interrupting the calling thread, or closing {@code source} from another, aborts. Closes {@code source}.
     *
     * @throws ArchiveException by the name of what went wrong
     */
    public StoredArchive write(
            CapturedTar source, ArchiveOrigin origin, Compression compression, ArchiveProgress progress) {
        try (source;
                ArchiveDraft draft = store.begin(origin, compression)) {
            PacedProgress paced = new PacedProgress(progress, nanoTime);
            DigestingOutput file = new DigestingOutput(draft.archive());
            TarScan.Summary summary = pump(source, compression, file, draft, paced);
            CaptureNotes notes = source.finish();
            ManifestHead head = head(draft.location(), origin, compression, source.capture(), summary, notes, file);
            draft.publish(store.cipher().encrypts() ? head.sealed() : head);
            return new StoredArchive(draft.location(), head);
        }
    }

    private TarScan.Summary pump(
            CapturedTar source,
            Compression compression,
            DigestingOutput file,
            ArchiveDraft draft,
            PacedProgress paced) {
        InputStream tar = new NamedFailures(
                source.stream(), e -> new ArchiveException.SourceFailed("the volume cannot be read", e));
        try (ManifestWriter members = ManifestWriter.of(store.cipher(), draft.members());
                OutputStream behind = WriteBehind.of(file, workers);
                OutputStream compressed = compression.compress(store.cipher().encrypt(behind), workers)) {
            MemberVisitor visitor = new RootCheck().then(members).then(paced);
            return TarScan.scan(tar, Tap.into(compressed).then(paced), visitor);
        } catch (ArchiveException.Truncated e) {
            // A source that failed says better than its stream what happened.
            source.finish();
            throw e;
        } catch (IOException e) {
            throw new ArchiveException.Corrupt("the archive cannot be compressed", e);
        }
    }

    private static ManifestHead head(
            ArchiveLocation location,
            ArchiveOrigin origin,
            Compression compression,
            Capture capture,
            TarScan.Summary summary,
            CaptureNotes notes,
            DigestingOutput file) {
        return new ManifestHead(
                ManifestHead.FORMAT_VERSION,
                location.fileName(),
                file.sha256(),
                file.bytes(),
                summary.contentBytes(),
                summary.tarBytes(),
                summary.entries(),
                origin.createdAt(),
                origin.namespace(),
                origin.volume(),
                origin.backup(),
                capture,
                notes.losses(),
                notes.warnings(),
                notes.warningCount(),
                compression,
                origin.engineVersion());
    }
}

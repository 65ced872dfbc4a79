package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Copies archives from store to store, in one pass and in constant memory, each encrypted as its store wants it. */
public final class ArchiveCopier {

    private static final int BUFFER = 1 << 20;

    private final LongSupplier nanoTime;

    /** @param nanoTime a monotonic clock in nanoseconds */
    public ArchiveCopier(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Publishes a copy; whatever goes wrong before that leaves nothing behind in {@code target}.
     *
     * @throws ArchiveException.Sealed when it would have to be decrypted first, and cannot be
     */
    public StoredArchive copy(
            ArchiveStore source, ArchiveLocation location, ArchiveStore target, ArchiveProgress progress) {
        ManifestHead head = source.head(location);
        boolean asItIs = location.encrypted() && !source.cipher().decrypts();
        if (asItIs && !sameRecipients(source, target)) {
            throw new ArchiveException.Sealed(
                    location + " is encrypted to others than the store it is to be copied to, and its own has no"
                            + " identity to decrypt it");
        }
        ArchiveOrigin origin = new ArchiveOrigin(
                head.namespace(), head.volume(), head.backup(), head.createdAt(), head.engineVersion());
        try (ArchiveDraft draft = target.begin(origin, head.compression())) {
            DigestingOutput file = new DigestingOutput(draft.archive());
            PacedProgress paced = new PacedProgress(progress, nanoTime);
            try (InputStream from = asItIs ? source.openArchive(location) : ArchiveReader.unsealed(source, location);
                    OutputStream to = asItIs ? file : target.cipher().encrypt(file)) {
                pump(from, to, paced, location);
            }
            copyMembers(source, location, target, draft, asItIs);
            ManifestHead copied = head.stored(draft.location().fileName(), file.sha256(), file.bytes());
            if (asItIs || !location.encrypted() && !target.cipher().encrypts()) {
                ManifestComparison.compare("sha256", location.toString(), head.sha256(), copied.sha256());
            }
            draft.publish(target.cipher().encrypts() ? copied.sealed() : copied);
            return new StoredArchive(draft.location(), copied);
        } catch (IOException e) {
            throw new ArchiveException.StoreUnavailable(location + " cannot be copied", e);
        }
    }

    private static boolean sameRecipients(ArchiveStore source, ArchiveStore target) {
        return Set.copyOf(source.cipher().recipients())
                .equals(Set.copyOf(target.cipher().recipients()));
    }

    private static void pump(InputStream from, OutputStream to, PacedProgress paced, ArchiveLocation location)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ArchiveException.Cancelled("interrupted while copying " + location);
            }
            to.write(buffer, 0, read);
            paced.pass(buffer, 0, read);
        }
    }

    private static void copyMembers(
            ArchiveStore source, ArchiveLocation location, ArchiveStore target, ArchiveDraft draft, boolean asItIs)
            throws IOException {
        try (ManifestReader manifest = ManifestReader.open(source.openManifest(location), source.cipher())) {
            if (asItIs) {
                try (OutputStream members = new SealedMembers.Writer(draft.members())) {
                    manifest.sealedMembers().transferTo(members);
                }
                return;
            }
            try (ManifestWriter members = ManifestWriter.of(target.cipher(), draft.members())) {
                for (Optional<Member> member = manifest.next(); member.isPresent(); member = manifest.next()) {
                    members.visit(member.get());
                }
            }
        }
    }
}

package dev.evenkeel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Holds what was unpacked into a volume against the manifest of the archive it came from: the same members, with their
 * types, sizes, contents, links, owners and modes. Times are left out, because whoever reads them back may round them.
 *
 * <p>The order of the members does not matter, and memory does not grow with their number: each side is the sum of its
 * members' digests.
 */
public final class UnpackedVerifier {

    private static final Set<String> NEW_VOLUME = Set.of("data/", "data/lost+found/");

    private final ArchiveStore store;

    public UnpackedVerifier(ArchiveStore store) {
        this.store = store;
    }

    /**
     * To be called before unpacking: in a volume that is new there is nothing but its root, and on a disk of its own
     * what every new disk has. Anything else is the property of somebody who shares what lies behind the volume.
     *
     * @throws ArchiveException.Mismatch for the first entry that is there
     * @throws ArchiveException.SourceFailed when the volume cannot be read
     */
    public static void requireEmpty(InputStream volume) {
        try {
            TarScan.scan(volume, Tap.NONE, member -> {
                if (!NEW_VOLUME.contains(member.name())) {
                    throw new ArchiveException.Mismatch(member.name() + " is there already");
                }
            });
        } catch (IOException e) {
            throw new ArchiveException.SourceFailed("the new volume cannot be read", e);
        }
    }

    /**
     * @param unpacked the volume read back, as tar with every member under {@code data/}
     * @throws ArchiveException.Mismatch when it differs
     * @throws ArchiveException.Truncated when its end is missing
     * @throws ArchiveException.SourceFailed when it cannot be read
     */
    public void verify(ArchiveLocation location, InputStream unpacked) {
        Sum wanted = new Sum();
        new ArchiveReader(store).readMembers(location, wanted);
        Sum found = new Sum();
        try {
            TarScan.scan(unpacked, Tap.NONE, found);
        } catch (IOException e) {
            throw new ArchiveException.SourceFailed("what was unpacked cannot be read back", e);
        }
        ManifestComparison.compare("number of members", location.toString(), wanted.entries, found.entries);
        ManifestComparison.compare("number of bytes", location.toString(), wanted.bytes, found.bytes);
        ManifestComparison.compare("sum of digests", location.toString(), wanted.digests, found.digests);
    }

    /** Shows every member of a volume that is read as tar to {@code visitor}. */
    public static void readMembers(InputStream volume, MemberVisitor visitor) {
        try {
            TarScan.scan(volume, Tap.NONE, visitor);
        } catch (IOException e) {
            throw new ArchiveException.SourceFailed("the volume cannot be read", e);
        }
    }

    /** Everything of a member by which two of them differ. */
    static String described(Member member) {
        return String.join(
                "\0",
                member.name(),
                member.type().wireName(),
                Long.toString(member.size()),
                member.sha256(),
                Integer.toOctalString(member.mode()),
                Long.toString(member.uid()),
                Long.toString(member.gid()),
                member.link());
    }

    /** What a set of members amounts to. */
    private static final class Sum implements MemberVisitor {

        private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

        private final MessageDigest digest = Digests.sha256();
        private BigInteger digests = BigInteger.ZERO;
        private long entries;
        private long bytes;

        @Override
        public void visit(Member member) {
            byte[] one = digest.digest(described(member).getBytes(StandardCharsets.UTF_8));
            digests = digests.add(new BigInteger(1, one)).mod(MODULUS);
            entries++;
            bytes += member.size();
        }
    }
}

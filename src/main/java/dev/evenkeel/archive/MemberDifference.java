package dev.evenkeel.archive;

/**
 * What would become of a volume that is replaced by an archive: how many members come, change and go. Times do not
 * count, for not every way of reading them keeps them; and neither does the root.
 *
 * <p>Remembers 16 bytes of digest for each name and each member of the archive.
 */
public final class MemberDifference {

    private final NameSet names = new NameSet();
    private final NameSet members = new NameSet();
    private long archived;
    private long archivedBytes;
    private long same;
    private long changed;
    private long removed;

    /** Sees the archive, which comes first. */
    public MemberVisitor archive() {
        return member -> {
            archivedBytes += member.size();
            if (!isRoot(member)) {
                archived++;
                names.add(name(member));
                members.add(described(member));
            }
        };
    }

    /** Sees the volume, after the archive. */
    public MemberVisitor volume() {
        return member -> {
            if (isRoot(member)) {
                return;
            }
            if (members.contains(described(member))) {
                same++;
            } else if (names.contains(name(member))) {
                changed++;
            } else {
                removed++;
            }
        };
    }

    /** Members that are in the archive only. */
    public long added() {
        return archived - same - changed;
    }

    /** Members that are in both, with another type, size, content, owner, mode or link. */
    public long changed() {
        return changed;
    }

    /** Members that are in the volume only. */
    public long removed() {
        return removed;
    }

    /** Contents of all files of the archive. */
    public long bytes() {
        return archivedBytes;
    }

    /** A folder that becomes a file has the same name. */
    private static String name(Member member) {
        return member.type() == MemberType.DIRECTORY
                ? member.name().substring(0, member.name().length() - 1)
                : member.name();
    }

    private static boolean isRoot(Member member) {
        return member.name().equals(MemberName.ROOT);
    }

    private static String described(Member member) {
        return UnpackedVerifier.described(member);
    }
}

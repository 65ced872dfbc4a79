package dev.evenkeel.archive;

/**
 * Refuses what could do harm when it is unpacked, or would be unpacked differently from how it was read.
 *
 * <p>Remembers the digests of all names, 16 bytes each: the only thing here that grows with the archive, and bounded by
 * {@link SafetyLimits#entries}.
 */
final class SafetyCheck implements MemberVisitor, Tap {

    /** NAME_MAX of Linux, in bytes. */
    private static final int COMPONENT_BYTES = 255;

    /** PATH_MAX of Linux, less the folder in which the engine has a volume. */
    private static final int PATH_BYTES = 3_840;

    private final SafetyLimits limits;
    private final NameSet directories = new NameSet();
    private final NameSet others = new NameSet();
    private String last = "";
    private long entries;
    private long bytes;

    SafetyCheck(SafetyLimits limits) {
        this.limits = limits;
    }

    @Override
    public void pass(byte[] chunk, int offset, int length) {
        bytes += length;
        require(bytes <= limits.tarBytes(), SafetyRule.TOO_MANY_BYTES, last);
    }

    @Override
    public void visit(Member member) {
        last = member.name();
        entries++;
        require(entries <= limits.entries(), SafetyRule.TOO_MANY_ENTRIES, last);
        require(entries > 1 || isRoot(member), SafetyRule.ROOT_NOT_FIRST, last);
        require(limits.deviceNodes() || !member.type().isDevice(), SafetyRule.DEVICE_NODE, last);
        checkName(member.name(), SafetyRule.OUTSIDE_ROOT, last);
        checkAncestors(member.name());
        checkLengths(member);
        require(member.uid() >= 0 && member.gid() >= 0, SafetyRule.NEGATIVE_OWNER, last);
        if (member.type() == MemberType.HARD_LINK) {
            checkName(member.link(), SafetyRule.LINK_OUTSIDE_ROOT, last);
            require(others.contains(member.link()), SafetyRule.LINK_TO_UNSEEN, last);
        }
        remember(member);
    }

    /** A name that means the same to everybody: {@code data/}, then components without tricks. */
    private static void checkName(String name, SafetyRule outside, String entry) {
        require(!name.startsWith("/"), SafetyRule.ABSOLUTE_NAME, entry);
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        for (String component : path.split("/", -1)) {
            require(!component.equals(".."), SafetyRule.PARENT_REFERENCE, entry);
            require(!component.isEmpty() && !component.equals("."), SafetyRule.UNNORMALISED_NAME, entry);
        }
        require(name.startsWith(MemberName.ROOT), outside, entry);
    }

    private static boolean isRoot(Member member) {
        return member.type() == MemberType.DIRECTORY && member.name().equals(MemberName.ROOT);
    }

    private void checkAncestors(String name) {
        for (int slash = name.indexOf('/'); slash >= 0 && slash < name.length() - 1; ) {
            String ancestor = name.substring(0, slash);
            require(!others.contains(ancestor), SafetyRule.BELOW_NON_DIRECTORY, name);
            require(directories.contains(ancestor), SafetyRule.FOLDER_MISSING, name);
            slash = name.indexOf('/', slash + 1);
        }
    }

    /** The engine would give up half-way. */
    private void checkLengths(Member member) {
        for (String component : member.name().split("/")) {
            require(MemberName.bytes(component) <= COMPONENT_BYTES, SafetyRule.NAME_TOO_LONG, last);
        }
        require(MemberName.bytes(member.name()) <= PATH_BYTES, SafetyRule.NAME_TOO_LONG, last);
        require(MemberName.bytes(member.link()) <= PATH_BYTES, SafetyRule.LINK_TOO_LONG, last);
    }

    private void remember(Member member) {
        if (member.type() == MemberType.DIRECTORY) {
            String name = member.name().substring(0, member.name().length() - 1);
            require(!others.contains(name), SafetyRule.DUPLICATE_NAME, last);
            directories.add(name);
        } else {
            require(!directories.contains(member.name()), SafetyRule.DUPLICATE_NAME, last);
            require(others.add(member.name()), SafetyRule.DUPLICATE_NAME, last);
        }
    }

    private static void require(boolean kept, SafetyRule rule, String entry) {
        if (!kept) {
            throw new ArchiveException.Hostile(rule, entry);
        }
    }
}

package dev.evenkeel.archive;

/** What a member of an archive is. */
public enum MemberType {
    FILE("file"),
    DIRECTORY("directory"),
    SYMBOLIC_LINK("symlink"),
    HARD_LINK("hardlink"),
    FIFO("fifo"),
    CHARACTER_DEVICE("chardev"),
    BLOCK_DEVICE("blockdev");

    private final String wireName;

    MemberType(String wireName) {
        this.wireName = wireName;
    }

    /** As spelt in manifests. */
    public String wireName() {
        return wireName;
    }

    /** @throws ArchiveException.Corrupt when there is no such type */
    public static MemberType parse(String wireName) {
        for (MemberType type : values()) {
            if (type.wireName.equals(wireName)) {
                return type;
            }
        }
        throw new ArchiveException.Corrupt("unknown member type " + wireName);
    }

    boolean isDevice() {
        return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
    }
}

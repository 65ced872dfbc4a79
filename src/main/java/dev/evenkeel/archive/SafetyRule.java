package dev.evenkeel.archive;

/** What an archive must keep to before a single byte of it is unpacked. */
public enum SafetyRule {
    ABSOLUTE_NAME("absolute name"),
    PARENT_REFERENCE("name with .."),
    UNNORMALISED_NAME("name with an empty or . component"),
    OUTSIDE_ROOT("name outside data/"),
    BELOW_NON_DIRECTORY("entry below a symbolic link or file of the archive"),
    LINK_OUTSIDE_ROOT("hard link out of data/"),
    LINK_TO_UNSEEN("hard link to nothing that came before"),
    DEVICE_NODE("device node"),
    DUPLICATE_NAME("name that came before"),
    ROOT_NOT_FIRST("the volume's root is not the first entry, but"),
    FOLDER_MISSING("entry whose folder did not come before"),
    NAME_TOO_LONG("name that no file system takes"),
    LINK_TOO_LONG("target of a link that no file system takes"),
    NEGATIVE_OWNER("owner or group below 0"),
    TOO_DENSE("so small a file for so much content is a bomb"),
    TOO_MANY_ENTRIES("more entries than allowed, at"),
    TOO_MANY_BYTES("more bytes than allowed, at");

    private final String explanation;

    SafetyRule(String explanation) {
        this.explanation = explanation;
    }

    public String explanation() {
        return explanation;
    }
}

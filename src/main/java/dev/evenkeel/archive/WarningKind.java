package dev.evenkeel.archive;

import java.util.regex.Pattern;

/** What a warning of a capture is about, by its words: these are tar's, and manifests keep them. */
public enum WarningKind {
    /** A file was removed before it was read. */
    Vanished("File removed before we read it"),
    /** A file changed while it was read. */
    Changed("File shrank by|file changed as we read it"),
    /** Attributes or access control lists of a file cannot be read. */
    Attributes("l?(get|list)xattr|acl_get|_acl|getfilecon"),
    /** Something else. */
    Other("");

    private final Pattern words;

    WarningKind(String words) {
        this.words = Pattern.compile(words);
    }

    public static WarningKind of(String warning) {
        for (WarningKind kind : values()) {
            if (kind.words.matcher(warning).find()) {
                return kind;
            }
        }
        return Other;
    }
}

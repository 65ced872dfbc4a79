package dev.evenkeel.resource;

/** The labels by which we know our own on an engine. Nothing without them is ever removed. */
public final class Ownership {

    /** Reserved for us: a user's label may not start with it. */
    public static final String LABEL_PREFIX = "dev.evenkeel.";
    /** Holds the id of the registry that made the object. */
    public static final String MANAGED_BY = LABEL_PREFIX + "managed-by";
    /** Holds the uid of the resource the object was made for. */
    public static final String UID = LABEL_PREFIX + "uid";

    /** Holds the uid of the Restore that brought a volume back. */
    public static final String RESTORE = LABEL_PREFIX + "restore";

    private Ownership() {}
}

package dev.evenkeel.backup;

/** How an archive is proven after it was stored. */
public enum Verification {
    /** Not at all. */
    None,
    /** The stored bytes still have the digest under which they were published. */
    Checksum,
    /** Likewise, and unpacked they are a complete tar whose every member has its digest. */
    Full
}

package dev.evenkeel.archive;

/** How closely an archive is looked at. */
public enum VerificationLevel {
    None,
    /** Length and digest of the archive file equal those in the manifest. */
    Checksum,
    /** In addition it decompresses, parses to its end, and every member equals the manifest's. */
    Full
}

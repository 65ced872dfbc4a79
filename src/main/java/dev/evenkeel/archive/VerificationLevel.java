package dev.evenkeel.archive;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How closely an archive is looked at. */
public enum VerificationLevel {
    @JsonProperty("None")
    NONE,
    /** Length and digest of the archive file equal those in the manifest. */
    @JsonProperty("Checksum")
    CHECKSUM,
    /** In addition it decompresses, parses to its end, and every member equals the manifest's. */
    @JsonProperty("Full")
    FULL
}

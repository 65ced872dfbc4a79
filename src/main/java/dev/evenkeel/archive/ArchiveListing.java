package dev.evenkeel.archive;

import java.util.List;

/**
 * What a store holds.
 *
 * @param archives ordered by location
 * @param unreadable archives whose manifest is missing or cannot be read: they are there, but nothing is known of them
 */
public record ArchiveListing(List<StoredArchive> archives, List<ArchiveLocation> unreadable) {
    public ArchiveListing {
        archives = List.copyOf(archives);
        unreadable = List.copyOf(unreadable);
    }
}

package dev.evenkeel.command;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveException.StoreUnavailable.Absence;
import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.engine.Engines;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a store has of which volumes, unreadable archives included: their names say of what and of when they are. */
record StoredVolumes(ArchiveListing listing) {

    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{8}T\\d{6}Z)(-\\d{1,9})?\\.tar.*");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** @param place as it was named on the command line */
    static StoredVolumes of(ArchiveStore store, String place) throws IOException {
        try {
            return new StoredVolumes(store.list());
        } catch (ArchiveException failed) {
            boolean unmarked = failed instanceof ArchiveException.StoreUnavailable absent
                    && absent.absence() == Absence.Missing
                    && !StoreOptions.isBucket(place);
            throw new IOException(
                    failed.getMessage()
                            + (unmarked
                                    ? ". STORE is the folder that holds default/; if its marker was lost, touch "
                                            + place + "/.evenkeel-store makes it"
                                    : ""),
                    failed);
        }
    }

    /**
     * The engine whose archives are meant: the one that is asked for, the one that somebody with one host has, or the
     * only one.
     */
    String namespace(Optional<String> wanted) throws IOException {
        SortedSet<String> there = namespaces();
        if (wanted.isPresent() && !there.contains(wanted.get())) {
            throw new IOException(
                    "the store has no archives of engine " + wanted.get() + ", but of " + String.join(", ", there));
        }
        if (wanted.isEmpty() && there.size() > 1 && !there.contains(Engines.DEFAULT)) {
            throw new IOException(
                    "the store has archives of several engines: --namespace chooses from " + String.join(", ", there));
        }
        return wanted.orElseGet(() -> there.contains(Engines.DEFAULT) ? Engines.DEFAULT : there.first());
    }

    /** The engines that archives are of. */
    SortedSet<String> namespaces() {
        SortedSet<String> names = new TreeSet<>();
        listing.archives().forEach(archive -> names.add(archive.head().namespace()));
        listing.unreadable().forEach(location -> names.add(location.namespace()));
        return names;
    }

    SortedSet<String> volumes(String namespace) {
        SortedSet<String> names = new TreeSet<>();
        archives(namespace).forEach(archive -> names.add(archive.head().volume().name()));
        unreadable(namespace).forEach(location -> names.add(name(location).group(1)));
        return names;
    }

    boolean isEmpty() {
        return listing.archives().isEmpty() && listing.unreadable().isEmpty();
    }

    /** Oldest first, volume by volume. */
    List<StoredArchive> sorted() {
        return listing.archives().stream()
                .sorted(Comparator.comparing(
                                (StoredArchive archive) -> archive.head().namespace())
                        .thenComparing(archive -> archive.head().volume().name())
                        .thenComparing(archive -> archive.head().createdAt())
                        .thenComparing(archive -> archive.location().toString()))
                .toList();
    }

    /**
     * The archive that would be the one to restore if it could be read: there is none between it and {@code asOf}. To
     * take an older one in its place is for people to decide.
     */
    Optional<ArchiveLocation> unreadableNewest(String namespace, String volume, Instant asOf) {
        Optional<Instant> readable = archives(namespace)
                .filter(archive -> archive.head().volume().name().equals(volume))
                .map(archive -> archive.head().createdAt())
                .filter(time -> !time.isAfter(asOf))
                .max(Comparator.naturalOrder());
        return unreadable(namespace)
                .filter(location -> name(location).group(1).equals(volume))
                .filter(location -> !time(location).isAfter(asOf))
                .filter(location ->
                        readable.map(time -> time(location).isAfter(time)).orElse(true))
                .max(Comparator.comparing(StoredVolumes::time));
    }

    private Stream<StoredArchive> archives(String namespace) {
        return listing.archives().stream()
                .filter(archive -> archive.head().namespace().equals(namespace));
    }

    private Stream<ArchiveLocation> unreadable(String namespace) {
        return listing.unreadable().stream()
                .filter(location -> location.namespace().equals(namespace));
    }

    private static Instant time(ArchiveLocation location) {
        return TIME.parse(name(location).group(2), Instant::from);
    }

    private static Matcher name(ArchiveLocation location) {
        Matcher matcher = NAME.matcher(location.fileName());
        if (!matcher.matches()) {
            throw new IllegalStateException("no name of an archive: " + location);
        }
        return matcher;
    }
}

package dev.evenkeel.archive.s3;

import dev.evenkeel.archive.ArchiveCipher;
import dev.evenkeel.archive.ArchiveDraft;
import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ArchiveOrigin;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.Compression;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.ManifestReader;
import dev.evenkeel.archive.StoreUsage;
import dev.evenkeel.archive.StoredArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Keeps archives in a bucket, below a prefix. Thread-safe, for one process at a time.
 *
 * <p>Manifests never change, so what was read of them is remembered as long as the bucket shows the same object.
 */
public final class S3Store implements ArchiveStore {

    static final String SPOOL = "manifest-";

    private static final Logger LOG = Logger.getLogger(S3Store.class);

    /** Far above what one second of one volume can bring. */
    private static final int ATTEMPTS = 1_000;

    private final S3Settings settings;
    private final ArchiveCipher cipher;
    private final S3Bucket bucket;
    private final S3Keys keys;
    private final int partSize;
    private final Set<ArchiveLocation> drafts = ConcurrentHashMap.newKeySet();
    private final Map<S3Bucket.Entry, ManifestHead> heads = new ConcurrentHashMap<>();

    public S3Store(S3Settings settings, ArchiveCipher cipher, S3Access access) {
        this(settings, cipher, access, S3Upload.PART);
    }

    S3Store(S3Settings settings, ArchiveCipher cipher, S3Access access, int partSize) {
        this.cipher = cipher;
        this.settings = settings;
        this.bucket = access.bucket(settings);
        this.keys = new S3Keys(settings.prefix());
        this.partSize = partSize;
    }

    @Override
    public ArchiveCipher cipher() {
        return cipher;
    }

    @Override
    public ArchiveDraft begin(ArchiveOrigin origin, Compression compression) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            ArchiveLocation location = ArchiveLocation.of(origin, compression.algorithm(), cipher, attempt);
            if (drafts.add(location)) {
                Optional<ArchiveDraft> draft = reserve(location);
                if (draft.isPresent()) {
                    return draft.get();
                }
            }
        }
        throw new ArchiveException.StoreUnavailable("no name is left for an archive of " + origin);
    }

    /** Empty when there is something of that name; then, and when this fails, the name is given up again. */
    private Optional<ArchiveDraft> reserve(ArchiveLocation location) {
        boolean reserved = false;
        try {
            // A list, for the answer about one object does not tell a bucket that is not there.
            List<String> found = bucket.list(keys.archive(location)).stream()
                    .map(S3Bucket.Entry::key)
                    .toList();
            if (found.contains(keys.archive(location)) || found.contains(keys.manifest(location))) {
                return Optional.empty();
            }
            Files.createDirectories(settings.spool());
            ArchiveDraft draft =
                    new S3Draft(bucket, keys, location, settings.spool(), partSize, () -> drafts.remove(location));
            reserved = true;
            return Optional.of(draft);
        } catch (IOException e) {
            throw new ArchiveException.StoreUnavailable("cannot spool manifests in " + settings.spool(), e);
        } finally {
            if (!reserved) {
                drafts.remove(location);
            }
        }
    }

    @Override
    public ArchiveListing list() {
        List<StoredArchive> archives = new ArrayList<>();
        List<ArchiveLocation> unreadable = new ArrayList<>();
        List<S3Bucket.Entry> entries = bucket.list(settings.prefix());
        Map<String, S3Bucket.Entry> byKey = new HashMap<>();
        entries.forEach(entry -> byKey.put(entry.key(), entry));
        heads.keySet().retainAll(Set.copyOf(entries));
        for (S3Bucket.Entry entry : entries) {
            keys.archive(entry.key()).ifPresent(location -> {
                Optional<ManifestHead> head = head(location, Optional.ofNullable(byKey.get(keys.manifest(location))))
                        .filter(known -> known.archive().equals(location.fileName()) && known.bytes() == entry.bytes());
                head.ifPresentOrElse(
                        known -> archives.add(new StoredArchive(location, known)), () -> unreadable.add(location));
            });
        }
        return new ArchiveListing(archives, unreadable);
    }

    private Optional<ManifestHead> head(ArchiveLocation location, Optional<S3Bucket.Entry> manifest) {
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        Optional<ManifestHead> known = Optional.ofNullable(heads.get(manifest.get()));
        if (known.isPresent()) {
            return known;
        }
        try {
            ManifestHead head = head(location);
            heads.put(manifest.get(), head);
            return Optional.of(head);
        } catch (ArchiveException.NotFound | ArchiveException.Corrupt damaged) {
            LOG.debugf("manifest not understood location=%s cause=\"%s\"", location, damaged.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public ManifestHead head(ArchiveLocation location) {
        try (ManifestReader manifest = ManifestReader.open(openManifest(location))) {
            return manifest.head();
        }
    }

    @Override
    public InputStream openArchive(ArchiveLocation location) {
        return open(keys.archive(location), location);
    }

    @Override
    public InputStream openManifest(ArchiveLocation location) {
        return open(keys.manifest(location), location);
    }

    private InputStream open(String key, ArchiveLocation location) {
        return S3Download.open(bucket, key).orElseThrow(() -> new ArchiveException.NotFound(location));
    }

    @Override
    public void delete(ArchiveLocation location) {
        bucket.delete(keys.archive(location));
        bucket.delete(keys.manifest(location));
    }

    /** What the keys do not permit to be looked at or removed stays: the bucket's own rules may see to it. */
    @Override
    public int reap() {
        int reaped = reapSpool();
        try {
            for (var upload : bucket.uploads(settings.prefix())) {
                if (isOurs(upload.key())) {
                    bucket.abort(upload.key(), upload.uploadId());
                    reaped++;
                }
            }
            List<String> found = bucket.list(settings.prefix()).stream()
                    .map(S3Bucket.Entry::key)
                    .toList();
            for (String key : found) {
                Optional<ArchiveLocation> location = keys.manifest(key);
                if (location.isPresent() && !found.contains(keys.archive(location.get()))) {
                    bucket.delete(key);
                    reaped++;
                }
            }
        } catch (ArchiveException.DeleteRefused stays) {
            LOG.infof("left-overs stay store=%s cause=\"%s\"", settings, stays.getMessage());
        }
        return reaped;
    }

    private boolean isOurs(String key) {
        return keys.archive(key).isPresent() || keys.manifest(key).isPresent();
    }

    private int reapSpool() {
        int reaped = 0;
        if (Files.notExists(settings.spool())) {
            return reaped;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(settings.spool(), SPOOL + "*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
                reaped++;
            }
            return reaped;
        } catch (IOException e) {
            throw new ArchiveException.StoreUnavailable("cannot clear " + settings.spool(), e);
        }
    }

    @Override
    public long freeBytes() {
        return UNLIMITED;
    }

    @Override
    public StoreUsage usage() {
        List<S3Bucket.Entry> ours = bucket.list(settings.prefix()).stream()
                .filter(entry -> isOurs(entry.key()))
                .toList();
        long archives = ours.stream()
                .filter(entry -> keys.archive(entry.key()).isPresent())
                .count();
        return new StoreUsage(
                archives, ours.stream().mapToLong(S3Bucket.Entry::bytes).sum());
    }
}

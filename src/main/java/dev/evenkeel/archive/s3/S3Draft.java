package dev.evenkeel.archive.s3;

import dev.evenkeel.archive.ArchiveDraft;
import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.ManifestWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * An archive on its way into a bucket. The manifest's members wait in a file here, because its head is known last. The
 * archive becomes visible last: a manifest without one is nothing to anybody.
 */
final class S3Draft implements ArchiveDraft {

    private static final Logger LOG = Logger.getLogger(S3Draft.class);

    private final S3Bucket bucket;
    private final S3Keys keys;
    private final ArchiveLocation location;
    private final S3Upload archive;
    private final Path spool;
    private final OutputStream members;
    private final int partSize;
    private final Runnable closed;
    private boolean revealed;
    private boolean published;

    /** @param closed is run when the name is free again, or taken for good */
    S3Draft(S3Bucket bucket, S3Keys keys, ArchiveLocation location, Path folder, int partSize, Runnable closed) {
        this.bucket = bucket;
        this.keys = keys;
        this.location = location;
        this.partSize = partSize;
        this.closed = closed;
        this.archive = new S3Upload(bucket, keys.archive(location), partSize);
        try {
            this.spool = Files.createTempFile(folder, S3Store.SPOOL, "");
            this.members = Files.newOutputStream(spool);
        } catch (IOException e) {
            throw new ArchiveException.StoreUnavailable("cannot spool the manifest of " + location, e);
        }
    }

    @Override
    public ArchiveLocation location() {
        return location;
    }

    @Override
    public OutputStream archive() {
        return archive;
    }

    @Override
    public OutputStream members() {
        return members;
    }

    @Override
    public void publish(ManifestHead head) {
        S3Upload manifest = new S3Upload(bucket, keys.manifest(location), partSize);
        try (InputStream source = Files.newInputStream(spool)) {
            members.close();
            ManifestWriter.compose(head, source, manifest);
            revealed = true;
            manifest.complete();
            archive.complete();
            published = true;
        } catch (IOException e) {
            throw new ArchiveException.StoreUnavailable("cannot publish " + location, e);
        } finally {
            manifest.abort();
        }
    }

    @Override
    public void close() {
        try (members) {
            if (!published) {
                archive.abort();
                unreveal();
            }
            Files.deleteIfExists(spool);
        } catch (IOException e) {
            throw new ArchiveException.StoreUnavailable("cannot remove the draft of " + location, e);
        } finally {
            closed.run();
        }
    }

    /** The archive goes first: what is visible must have its manifest to the end. */
    private void unreveal() {
        if (!revealed) {
            return;
        }
        try {
            bucket.delete(keys.archive(location));
            bucket.delete(keys.manifest(location));
        } catch (ArchiveException stays) {
            LOG.warnf("unpublished manifest stays for now location=%s cause=\"%s\"", location, stays.getMessage());
        }
    }
}

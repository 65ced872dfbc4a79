package dev.evenkeel.archive.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.archive.ArchiveCipher;
import dev.evenkeel.archive.ArchiveDraft;
import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveException.StoreUnavailable.Absence;
import dev.evenkeel.archive.ArchiveListing;
import dev.evenkeel.archive.ArchiveLocation;
import dev.evenkeel.archive.ArchiveProgress;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.ArchiveStoreContract;
import dev.evenkeel.archive.ArchiveVerifier;
import dev.evenkeel.archive.Archives;
import dev.evenkeel.archive.Compression;
import dev.evenkeel.archive.ManifestHead;
import dev.evenkeel.archive.StoreUsage;
import dev.evenkeel.archive.StoredArchive;
import dev.evenkeel.archive.VerificationLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of a real server, whole connections and broken ones. */
class S3StoreIT extends ArchiveStoreContract {

    private static final String BUCKET = "archives";
    private static final int PART = 5 << 20;
    private static final S3Server SERVER = S3Server.checking();

    @TempDir
    Path temporary;

    private final String prefix = "evenkeel/" + UUID.randomUUID() + "/";

    @BeforeAll
    static void makeBucket() {
        try (S3Client client = SERVER.client()) {
            if (client.listBuckets().buckets().stream()
                    .noneMatch(bucket -> bucket.name().equals(BUCKET))) {
                client.createBucket(request -> request.bucket(BUCKET));
            }
        }
    }

    private Optional<ArchiveStore> store = Optional.empty();

    @Override
    protected ArchiveStore store() {
        store = store.or(() -> Optional.of(store(SERVER.endpoint())));
        return store.get();
    }

    private S3Store store(URI endpoint) {
        return new S3Store(
                settings(endpoint, BUCKET, S3Server.credentials(temporary)), ArchiveCipher.NONE, S3Server.ACCESS, PART);
    }

    private S3Settings settings(URI endpoint, String bucket, Path credentials) {
        return new S3Settings(
                Optional.of(endpoint),
                "us-east-1",
                bucket,
                prefix,
                true,
                credentials,
                Optional.empty(),
                temporary.resolve("spool"));
    }

    @Test
    void aLargeArchiveGoesInPartsAndComesBackWhole() throws IOException {
        StoredArchive stored = writeLarge(store());

        assertThat(stored.head().bytes()).isGreaterThan(3L * PART);
        assertThat(store().list().archives()).containsExactly(stored);
        assertThat(verify(store(), stored)).isEqualTo(stored.head());
        assertThat(store().usage().archives()).isEqualTo(1);
        assertThat(store().usage().bytes()).isGreaterThan(stored.head().bytes());
        assertThat(Archives.filesBelow(temporary.resolve("spool"))).isEmpty();
    }

    /** {@code -Ds3.cuts=50} makes it fifty. */
    @Test
    void brokenConnectionsCostAtMostOnePartEach() throws IOException {
        int cuts = Integer.getInteger("s3.cuts", 3);
        try (CuttingProxy proxy = new CuttingProxy(SERVER.port())) {
            S3Store store = store(proxy.endpoint());
            proxy.cutUploads(cuts, PART + (2 << 20));
            long archived = 0;
            while (proxy.cuts() < cuts) {
                // The server has them in memory.
                store().list().archives().forEach(archive -> store().delete(archive.location()));
                archived += writeLarge(store).head().bytes();
            }
            assertThat(proxy.bytesUp()).isLessThan(archived + (long) cuts * PART + (1 << 20));

            StoredArchive stored = store.list().archives().getFirst();
            proxy.cutDownloads(50, 300_000);
            assertThat(verify(store, stored)).isEqualTo(stored.head());
            assertThat(proxy.cuts()).isGreaterThan(cuts + 40);
        }
    }

    @Test
    void aServerThatIsGoneIsUnavailableAndNeverEmpty() throws IOException {
        S3Store store;
        try (CuttingProxy proxy = new CuttingProxy(SERVER.port())) {
            store = store(proxy.endpoint());
            Archives.write(store, Compression.DEFAULT);
        }
        assertAbsent(store, Absence.Silent);
    }

    @Test
    void wrongKeysAndWrongBucketsAreNamed() {
        Path wrong = S3Server.credentials(temporary, "something-else");
        Path missing = temporary.resolve("nothing-here");
        assertAbsent(
                new S3Store(settings(SERVER.endpoint(), BUCKET, wrong), ArchiveCipher.NONE, S3Server.ACCESS),
                Absence.Closed);
        assertAbsent(
                new S3Store(settings(SERVER.endpoint(), BUCKET, missing), ArchiveCipher.NONE, S3Server.ACCESS),
                Absence.Closed);
        assertAbsent(
                new S3Store(
                        settings(SERVER.endpoint(), "no-such-bucket", S3Server.credentials(temporary)),
                        ArchiveCipher.NONE,
                        S3Server.ACCESS),
                Absence.Missing);
        assertThatThrownBy(() -> new S3Store(
                                settings(SERVER.endpoint(), BUCKET, wrong), ArchiveCipher.NONE, S3Server.ACCESS)
                        .list())
                .hasMessageNotContaining("something-else")
                .hasMessageNotContaining("a-secret");
    }

    @Test
    void keysThatMayNotDeleteAreGoodForEverythingElse() throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(SERVER.port())) {
            proxy.refuseDeletions();
            S3Store store = store(proxy.endpoint());
            StoredArchive stored = Archives.write(store, Compression.DEFAULT);

            assertThatThrownBy(() -> store.delete(stored.location()))
                    .isInstanceOf(ArchiveException.DeleteRefused.class)
                    .hasMessageContaining("AccessDenied");
            assertThat(store.list().archives()).containsExactly(stored);
            try (ArchiveDraft abandoned = store.begin(Archives.ORIGIN, Compression.DEFAULT)) {
                abandoned.archive().write(new byte[PART + 1]);
            }
            assertThat(store.list().archives()).containsExactly(stored);
        }
    }

    @Test
    void aWriterThatDiesLeavesNothingThatLooksLikeAnArchive() throws IOException {
        S3Store store = store(SERVER.endpoint());
        ArchiveDraft abandoned = store.begin(Archives.ORIGIN, Compression.DEFAULT);
        abandoned.archive().write(new byte[2 * PART + 1]);
        try (S3Client client = SERVER.client()) {
            client.putObject(
                    request -> request.bucket(BUCKET).key(prefix + "default/pgdata-20261119T020000Z.tar.zst.json"),
                    RequestBody.fromString("{}"));
            client.putObject(
                    request -> request.bucket(BUCKET).key(prefix + "notes.txt"), RequestBody.fromString("mine"));
        }

        S3Store next = store(SERVER.endpoint());
        assertThat(next.list()).isEqualTo(new ArchiveListing(List.of(), List.of()));
        assertThat(next.reap()).isEqualTo(3);
        assertThat(next.reap()).isZero();
        assertThat(next.usage()).isEqualTo(new StoreUsage(0, 0));
        try (S3Client client = SERVER.client()) {
            assertThat(client.listMultipartUploads(
                                    request -> request.bucket(BUCKET).prefix(prefix))
                            .uploads())
                    .isEmpty();
            assertThat(client.headObject(request -> request.bucket(BUCKET).key(prefix + "notes.txt"))
                            .contentLength())
                    .isEqualTo(4);
        }
    }

    /** The server has no locks, and says so. What it was asked for can be heard on the way. */
    @Test
    void archivesAreLockedFromTheFirstByteOn() throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(SERVER.port())) {
            S3Store store = locking(proxy.endpoint());
            assertThatThrownBy(() -> Archives.write(store, Compression.DEFAULT))
                    .isInstanceOf(ArchiveException.StoreUnavailable.class)
                    .hasMessageContaining("NotImplemented");
            assertThat(proxy.heard("PUT ")).isTrue();
            assertLocked(proxy);
        }
        try (CuttingProxy proxy = new CuttingProxy(SERVER.port())) {
            S3Store store = locking(proxy.endpoint());
            assertThatThrownBy(() -> writeLarge(store)).hasMessageContaining("NotImplemented");
            assertThat(proxy.heard("?uploads")).isTrue();
            assertLocked(proxy);
        }
        assertThat(store().list()).isEqualTo(new ArchiveListing(List.of(), List.of()));
    }

    private static void assertLocked(CuttingProxy proxy) {
        String until = LocalDate.now(ZoneOffset.UTC).plusDays(30).toString();
        assertThat(proxy.heard("x-amz-object-lock-mode: COMPLIANCE")).isTrue();
        assertThat(proxy.heard("x-amz-object-lock-retain-until-date: " + until)).isTrue();
    }

    private S3Store locking(URI endpoint) {
        S3Settings plain = settings(endpoint, BUCKET, S3Server.credentials(temporary));
        S3Settings.Lock lock = new S3Settings.Lock(S3Settings.Mode.COMPLIANCE, Duration.ofDays(30));
        S3Settings settings = new S3Settings(
                plain.endpoint(),
                plain.region(),
                BUCKET,
                prefix,
                true,
                plain.credentials(),
                Optional.of(lock),
                plain.spool());
        return new S3Store(settings, ArchiveCipher.NONE, S3Server.ACCESS, PART);
    }

    private static void assertAbsent(S3Store store, Absence absence) {
        for (Runnable call : List.<Runnable>of(
                store::list,
                store::usage,
                store::reap,
                () -> store.begin(Archives.ORIGIN, Compression.DEFAULT),
                () -> store.head(ArchiveLocation.parse("default/a-20261120T020000Z.tar")))) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            ArchiveException.StoreUnavailable.class,
                            failure -> assertThat(failure.absence()).isEqualTo(absence));
        }
    }

    private static ManifestHead verify(ArchiveStore store, StoredArchive stored) {
        return new ArchiveVerifier(store, () -> 0)
                .verify(stored.location(), VerificationLevel.Full, ArchiveProgress.SILENT);
    }

    private static StoredArchive writeLarge(ArchiveStore store) {
        return Archives.writeLarge(store, 4 * PART, Compression.of(Compression.Algorithm.none));
    }
}

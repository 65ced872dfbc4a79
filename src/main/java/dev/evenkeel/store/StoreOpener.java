package dev.evenkeel.store;

import dev.evenkeel.archive.ArchiveCipher;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.archive.Bandwidth;
import dev.evenkeel.archive.LimitedStore;
import dev.evenkeel.archive.age.AgeCipher;
import dev.evenkeel.archive.local.LocalStore;
import dev.evenkeel.archive.s3.S3Access;
import dev.evenkeel.archive.s3.S3Settings;
import dev.evenkeel.archive.s3.S3Store;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Makes of a spec the store that it means. */
public final class StoreOpener {

    private final Path standard;
    private final boolean newRegistry;
    private final Path spool;
    private final S3Access s3;
    private final LongSupplier nanoTime;

    /**
     * @param standard the folder of the store that is always there
     * @param newRegistry whether nothing has ever been stored in the registry
     * @param spool a folder for what is on its way into a bucket
     * @param nanoTime a monotonic clock in nanoseconds, for limits of bandwidth
     */
    public StoreOpener(Path standard, boolean newRegistry, Path spool, S3Access s3, LongSupplier nanoTime) {
        this.standard = standard;
        this.newRegistry = newRegistry;
        this.spool = spool;
        this.s3 = s3;
        this.nanoTime = nanoTime;
    }

    /**
     * A store that nobody has looked at yet.
     *
     * @param location what its place is called in the status
     */
    record Opened(ArchiveStore store, String location) {}

    /**
     * @param first whether the store has never been ready: only then may its place be made a store
     * @throws dev.evenkeel.archive.ArchiveException when that does not work
     */
    Opened open(String name, StoreSpec spec, boolean first) {
        Opened opened = openAtFullSpeed(name, spec, first);
        return ByteRate.parse(spec.bandwidthLimit())
                .map(rate -> new Opened(
                        new LimitedStore(opened.store(), new Bandwidth(rate, nanoTime), new Bandwidth(rate, nanoTime)),
                        opened.location()))
                .orElse(opened);
    }

    /**
     * The store as it is, for who only reads: nothing in it is made, and nothing is taken away.
     *
     * @param spec if local, with a path
     */
    public ArchiveStore forReading(String name, StoreSpec spec) {
        return spec.s3()
                .map(bucket -> openBucket(name, bucket, cipher(spec)).store())
                .orElseGet(
                        () -> new LocalStore(Path.of(spec.local().orElseThrow().path()), cipher(spec)));
    }

    private Opened openAtFullSpeed(String name, StoreSpec spec, boolean first) {
        if (spec.s3().isPresent()) {
            return openBucket(name, spec.s3().get(), cipher(spec));
        }
        String path = spec.local().orElseThrow().path();
        ArchiveCipher cipher = cipher(spec);
        return path.isEmpty() ? openStandard(cipher) : openLocal(Path.of(path), cipher, first);
    }

    private static ArchiveCipher cipher(StoreSpec spec) {
        return spec.encryption()
                .map(StoreSpec.Encryption::age)
                .<ArchiveCipher>map(age -> new AgeCipher(
                        age.recipients(),
                        age.identity().map(StoreSpec.Identity::file).map(Path::of)))
                .orElse(ArchiveCipher.NONE);
    }

    /**
     * A folder that is there, but is no store, may be the empty mount point of a disk that is missing: only a registry
     * that has never stored anything may turn it into one.
     */
    private Opened openStandard(ArchiveCipher cipher) {
        LocalStore store = new LocalStore(standard, cipher);
        if (newRegistry || Files.notExists(standard)) {
            store.initialise();
        }
        return new Opened(store, standard.toString());
    }

    private static Opened openLocal(Path folder, ArchiveCipher cipher, boolean first) {
        LocalStore store = new LocalStore(folder, cipher);
        if (first) {
            store.initialise();
        }
        return new Opened(store, folder.toString());
    }

    private Opened openBucket(String name, StoreSpec.S3 spec, ArchiveCipher cipher) {
        S3Settings settings = new S3Settings(
                Optional.of(spec.endpoint())
                        .filter(endpoint -> !endpoint.isEmpty())
                        .map(URI::create),
                spec.region(),
                spec.bucket(),
                spec.prefix(),
                spec.pathStyle(),
                Path.of(spec.credentials().file()),
                spec.objectLock().map(StoreOpener::lock),
                spool.resolve(name));
        return new Opened(new S3Store(settings, cipher, s3), settings.toString());
    }

    private static S3Settings.Lock lock(StoreSpec.ObjectLock lock) {
        S3Settings.Mode mode =
                switch (lock.mode()) {
                    case COMPLIANCE -> S3Settings.Mode.COMPLIANCE;
                    case GOVERNANCE -> S3Settings.Mode.GOVERNANCE;
                };
        return new S3Settings.Lock(mode, Duration.ofDays(lock.days()));
    }
}

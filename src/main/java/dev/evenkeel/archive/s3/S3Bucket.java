package dev.evenkeel.archive.s3;

import dev.evenkeel.archive.ArchiveException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The calls to one bucket, with names for their failures. Each is tried several times before it fails. */
final class S3Bucket {

    private final S3Settings settings;
    private final S3Client client;
    private final Clock clock;

    S3Bucket(S3Settings settings, S3Client client, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.clock = clock;
    }

    /** An object as a list shows it. */
    record Entry(String key, long bytes, String tag) {}

    /** Everything below {@code prefix}, in the order of keys. */
    List<Entry> list(String prefix) {
        return named(
                "cannot list " + settings,
                () ->
                        client
                                .listObjectsV2Paginator(request ->
                                        request.bucket(settings.bucket()).prefix(prefix))
                                .contents()
                                .stream()
                                .map(S3Bucket::entry)
                                .toList());
    }

    private static Entry entry(S3Object object) {
        return new Entry(object.key(), object.size(), object.eTag());
    }

    /** The size of an object, if there is one. */
    Optional<Long> size(String key) {
        return present("cannot look at " + key, () -> client.headObject(
                        request -> request.bucket(settings.bucket()).key(key))
                .contentLength());
    }

    /** An object from {@code offset} on, if there is one; what it was may not have been replaced meanwhile. */
    Optional<ResponseInputStream<GetObjectResponse>> open(String key, long offset, Optional<String> tag) {
        return present(
                "cannot open " + key,
                () -> client.getObject(request -> {
                    request.bucket(settings.bucket()).key(key);
                    tag.ifPresent(request::ifMatch);
                    if (offset > 0) {
                        request.range("bytes=" + offset + "-");
                    }
                }));
    }

    void put(String key, byte[] bytes, int length) {
        named("cannot write " + key, () -> {
            PutObjectRequest.Builder request = PutObjectRequest.builder()
                    .bucket(settings.bucket())
                    .key(key)
                    .contentMD5(md5(bytes, length));
            settings.lock().ifPresent(lock -> request.objectLockMode(mode(lock))
                    .objectLockRetainUntilDate(clock.instant().plus(lock.time())));
            return client.putObject(request.build(), body(bytes, length));
        });
    }

    /** @return the id of the upload */
    String begin(String key) {
        return named("cannot begin " + key, () -> {
            CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder()
                    .bucket(settings.bucket())
                    .key(key);
            settings.lock().ifPresent(lock -> request.objectLockMode(mode(lock))
                    .objectLockRetainUntilDate(clock.instant().plus(lock.time())));
            return client.createMultipartUpload(request.build()).uploadId();
        });
    }

    CompletedPart upload(String key, String upload, int number, byte[] bytes, int length) {
        return named("cannot write part " + number + " of " + key, () -> {
            String tag = client.uploadPart(
                            request -> request.bucket(settings.bucket())
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(number)
                                    .contentMD5(md5(bytes, length)),
                            body(bytes, length))
                    .eTag();
            return CompletedPart.builder().partNumber(number).eTag(tag).build();
        });
    }

    /** An upload that is unknown, of an object that is there, was completed by a try whose answer was lost. */
    void complete(String key, String upload, List<CompletedPart> parts, long bytes) {
        named("cannot complete " + key, () -> {
            try {
                return client.completeMultipartUpload(request -> request.bucket(settings.bucket())
                                .key(key)
                                .uploadId(upload)
                                .multipartUpload(all -> all.parts(parts)))
                        .eTag();
            } catch (S3Exception answer) {
                if (S3Failures.isAbsence(answer) && size(key).equals(Optional.of(bytes))) {
                    return key;
                }
                throw answer;
            }
        });
    }

    void abort(String key, String upload) {
        named(
                "cannot abort " + key,
                () -> client.abortMultipartUpload(
                        request -> request.bucket(settings.bucket()).key(key).uploadId(upload)));
    }

    /** Uploads that were begun and neither completed nor aborted. */
    List<MultipartUpload> uploads(String prefix) {
        return named(
                "cannot list the uploads of " + settings, () -> client
                        .listMultipartUploadsPaginator(
                                request -> request.bucket(settings.bucket()).prefix(prefix))
                        .uploads()
                        .stream()
                        .toList());
    }

    /**
     * Removes an object; one that is not there is as good as removed.
     *
     * @throws ArchiveException.DeleteRefused when the service keeps it
     */
    void delete(String key) {
        named("cannot delete " + key, () -> {
            try {
                return client.deleteObject(
                        request -> request.bucket(settings.bucket()).key(key));
            } catch (S3Exception answer) {
                if (S3Failures.isRefusal(answer)) {
                    throw new ArchiveException.DeleteRefused(
                            key + " stays: the store refuses to delete it (" + S3Failures.code(answer) + ")", answer);
                }
                throw answer;
            }
        });
    }

    private <T> Optional<T> present(String action, Supplier<T> call) {
        return named(action, () -> {
            try {
                return Optional.of(call.get());
            } catch (S3Exception answer) {
                if (S3Failures.isAbsence(answer)) {
                    return Optional.empty();
                }
                throw answer;
            }
        });
    }

    private static <T> T named(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException failed) {
            throw S3Failures.named(action, failed);
        }
    }

    private static ObjectLockMode mode(S3Settings.Lock lock) {
        return switch (lock.mode()) {
            case COMPLIANCE -> ObjectLockMode.COMPLIANCE;
            case GOVERNANCE -> ObjectLockMode.GOVERNANCE;
        };
    }

    /** Opened anew for each try, over the same bytes. */
    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(
                () -> (InputStream) new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    /** Kept by every service, and asked for by those that lock objects. */
    private static String md5(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(bytes, 0, length);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has MD5", impossible);
        }
    }
}

package dev.evenkeel.store;

import dev.evenkeel.resource.Defaults;
import java.util.List;
import java.util.Optional;

/**
 * Where archives are kept: exactly one of the places. Of what kind it is does not change: make another store under
 * another name.
 *
 * @param local keep them in a folder of this machine
 * @param s3 keep them in a bucket of a service that speaks S3
 * @param encryption encrypt what is written from now on. What is there stays as it is
 * @param bandwidthLimit how many bytes of archives per second are written at most, and how many are read, by all who
 *     use the store at the same time: {@code 500k}, {@code 10Mi}. Left out for as fast as can be
 */
public record StoreSpec(
        Optional<Local> local, Optional<S3> s3, Optional<Encryption> encryption, String bandwidthLimit) {

    /**
     * A folder of this machine.
     *
     * @param path an absolute path below one of the folders that {@code evenkeel.policy.host-paths} allows. It becomes
     *     a store once, with a marker in it; without the marker it is taken for the empty mount point of a disk that is
     *     missing. Only the store named {@code local} has none: its folder is set in the configuration
     */
    public record Local(String path) {
        public Local {
            path = Defaults.text(path, "");
        }
    }

    /**
     * A bucket. Each Evenkeel needs a prefix of its own in it.
     *
     * @param endpoint the address of the service, {@code https://host:port}; left out for AWS itself
     * @param region the region, as the service calls it
     * @param bucket the name of the bucket, which must be there
     * @param prefix what all keys begin with, such as {@code evenkeel/host1/}
     * @param pathStyle whether the bucket is named in the path, as most services but AWS want it
     * @param credentials the keys
     * @param objectLock keeps each archive from being removed for some time. The bucket must have been made with object
     *     lock
     */
    public record S3(
            String endpoint,
            String region,
            String bucket,
            String prefix,
            boolean pathStyle,
            Credentials credentials,
            Optional<ObjectLock> objectLock) {
        public S3 {
            endpoint = Defaults.text(endpoint, "");
            region = Defaults.text(region, "us-east-1");
            bucket = Defaults.text(bucket, "");
            prefix = Defaults.text(prefix, "");
            credentials = Defaults.value(credentials, new Credentials(""));
            objectLock = Defaults.optional(objectLock);
        }
    }

    /**
     * Keys, which are in a file and nowhere else. They need not be allowed to delete.
     *
     * @param file the absolute path of a file on this machine with lines {@code aws_access_key_id = ...} and
     *     {@code aws_secret_access_key = ...}; it is read again for each call
     */
    public record Credentials(String file) {
        public Credentials {
            file = Defaults.text(file, "");
        }
    }

    /** Who may still remove what is locked, in S3's words. */
    public enum LockMode {
        /** Nobody, until the time is up. */
        COMPLIANCE,
        /** Those who have a special permission. */
        GOVERNANCE
    }

    /**
     * A lock on each archive and its manifest.
     *
     * @param mode who may still remove what is locked
     * @param days for how many days from its making
     */
    public record ObjectLock(LockMode mode, Integer days) {
        public ObjectLock {
            mode = Defaults.value(mode, LockMode.COMPLIANCE);
            days = Defaults.value(days, 0);
        }
    }

    /**
     * How archives are encrypted before they leave for the store.
     *
     * @param age in the format of age-encryption.org
     */
    public record Encryption(Age age) {
        public Encryption {
            age = Defaults.value(age, new Age(List.of(), Optional.empty()));
        }
    }

    /**
     * Recipients can decrypt; this machine need not be able to.
     *
     * @param recipients public keys, {@code age1...}; each of their owners can decrypt
     * @param identity a private key on this machine, for restores and for {@code verify: Full}. Without one, archives
     *     are proven by their digest, and must be decrypted elsewhere
     */
    public record Age(List<String> recipients, Optional<Identity> identity) {
        public Age {
            recipients = Defaults.list(recipients);
            identity = Defaults.optional(identity);
        }
    }

    /**
     * Private keys, which are in a file and nowhere else.
     *
     * @param file the absolute path of a file on this machine as {@code age-keygen} writes it; it is read when it is
     *     needed. Older keys may stay in it, for older archives
     */
    public record Identity(String file) {
        public Identity {
            file = Defaults.text(file, "");
        }
    }

    public StoreSpec {
        local = Defaults.optional(local);
        s3 = Defaults.optional(s3);
        encryption = Defaults.optional(encryption);
        bandwidthLimit = Defaults.text(bandwidthLimit, "");
    }
}

package dev.evenkeel.store;

import dev.evenkeel.archive.age.AgeCipher;
import dev.evenkeel.resource.Violation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for the spec of a store. */
final class StoreRules {

    /** S3's own, for buckets that can be part of a host's name. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern PREFIX = Pattern.compile("((?!\\.{1,2}/)[a-zA-Z0-9_.=-]+/)+");
    private static final Pattern REGION = Pattern.compile("[a-zA-Z0-9-]{1,64}");

    /** A century: what is more is a slip of the hand that nobody could take back. */
    static final int LOCK_DAYS_MAX = 36_500;

    private StoreRules() {}

    static List<Violation> violations(String name, StoreSpec spec) {
        List<Violation> broken = new ArrayList<>();
        if (spec.local().isEmpty() && spec.s3().isEmpty()) {
            broken.add(Violation.required("spec", "say where the archives go: local or s3"));
        } else if (spec.local().isPresent() && spec.s3().isPresent()) {
            broken.add(Violation.forbidden("spec.s3", "a store is one place: leave out local or s3"));
        }
        if (StoreKind.isStandard(name) && spec.local().isEmpty()) {
            broken.add(Violation.forbidden(
                    "spec.s3", "the store " + name + " is a folder of this machine; give this one another name"));
        }
        spec.local().ifPresent(local -> path(broken, name, local.path()));
        spec.s3().ifPresent(s3 -> s3(broken, s3));
        spec.encryption().ifPresent(encryption -> age(broken, encryption.age()));
        if (!spec.bandwidthLimit().isEmpty()
                && ByteRate.parse(spec.bandwidthLimit()).isEmpty()) {
            broken.add(Violation.invalid(
                    "spec.bandwidthLimit",
                    spec.bandwidthLimit(),
                    "bytes per second, from 1k to 1G: a number with k, M, G, Ki, Mi or Gi, such as 10Mi"));
        }
        return broken;
    }

    /** What was archived would be lost from sight. */
    static List<Violation> violationsOfChange(StoreSpec stored, StoreSpec wanted) {
        List<Violation> broken = new ArrayList<>();
        if (stored.local().isPresent() != wanted.local().isPresent()) {
            broken.add(Violation.forbidden("spec", "a store stays of its kind: make another one under another name"));
        }
        if (stored.s3().isPresent() && wanted.s3().isPresent()) {
            same(broken, "bucket", stored.s3().get().bucket(), wanted.s3().get().bucket());
            same(broken, "prefix", stored.s3().get().prefix(), wanted.s3().get().prefix());
        }
        return broken;
    }

    private static void same(List<Violation> broken, String field, String stored, String wanted) {
        if (!stored.equals(wanted)) {
            broken.add(
                    Violation.forbidden("spec.s3." + field, "does not change: make another store under another name"));
        }
    }

    static List<String> warnings(StoreSpec spec) {
        boolean plain =
                spec.s3().filter(s3 -> s3.endpoint().startsWith("http://")).isPresent();
        return plain ? List.of("spec.s3.endpoint: over http archives can be read on their way") : List.of();
    }

    private static void path(List<Violation> broken, String name, String path) {
        if (StoreKind.isStandard(name)) {
            if (!path.isEmpty()) {
                broken.add(Violation.forbidden(
                        "spec.local.path",
                        "the folder of the store " + name + " is set by evenkeel.backup.path;"
                                + " make a store of another name for another folder"));
            }
        } else {
            file(broken, "spec.local.path", path);
        }
    }

    private static void file(List<Violation> broken, String field, String path) {
        if (path.isEmpty()) {
            broken.add(Violation.required(field, "an absolute path"));
        } else if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            broken.add(Violation.invalid(field, path, "must be an absolute path"));
        }
    }

    private static void s3(List<Violation> broken, StoreSpec.S3 s3) {
        if (s3.bucket().isEmpty()) {
            broken.add(Violation.required("spec.s3.bucket", "the name of a bucket that is there"));
        } else if (!BUCKET.matcher(s3.bucket()).matches()) {
            broken.add(Violation.invalid(
                    "spec.s3.bucket", s3.bucket(), "3 to 63 small letters, digits, '.' and '-', as S3 has it"));
        }
        if (!s3.prefix().isEmpty() && !PREFIX.matcher(s3.prefix()).matches()) {
            broken.add(Violation.invalid(
                    "spec.s3.prefix",
                    s3.prefix(),
                    "folders of letters, digits, '_', '.', '=' and '-', each with a '/', none of them . or .."));
        }
        if (!REGION.matcher(s3.region()).matches()) {
            broken.add(Violation.invalid("spec.s3.region", s3.region(), "letters, digits and '-'"));
        }
        endpoint(s3.endpoint())
                .ifPresent(why -> broken.add(Violation.invalid("spec.s3.endpoint", hidden(s3.endpoint()), why)));
        file(broken, "spec.s3.credentials.file", s3.credentials().file());
        s3.objectLock()
                .map(StoreSpec.ObjectLock::days)
                .filter(days -> days < 1 || days > LOCK_DAYS_MAX)
                .ifPresent(days -> broken.add(
                        Violation.invalid("spec.s3.objectLock.days", days, "must be from 1 to " + LOCK_DAYS_MAX)));
    }

    private static void age(List<Violation> broken, StoreSpec.Age age) {
        String field = "spec.encryption.age.recipients";
        if (age.recipients().isEmpty()) {
            broken.add(Violation.required(field, "at least one public key, age1..."));
        }
        for (int i = 0; i < age.recipients().size(); i++) {
            if (!AgeCipher.isRecipient(age.recipients().get(i))) {
                // Not repeated: somebody may have written a private key.
                broken.add(Violation.wrongType(
                        field + "[" + i + "]", "is no X25519 recipient: age-keygen prints one after \"public key:\""));
            }
        }
        age.identity().ifPresent(identity -> file(broken, "spec.encryption.age.identity.file", identity.file()));
    }

    private static Optional<String> endpoint(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare = uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
            return web && bare && uri.getHost() != null
                    ? Optional.empty()
                    : Optional.of("must be https://host or https://host:port, without user, path or query");
        } catch (URISyntaxException malformed) {
            return Optional.of("is no address");
        }
    }

    /** Somebody may have written keys into it. */
    private static String hidden(String endpoint) {
        int at = endpoint.lastIndexOf('@');
        return at < 0 ? endpoint : "..." + endpoint.substring(at);
    }
}

package dev.evenkeel.archive.s3;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveException.StoreUnavailable.Absence;
import java.util.Set;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Gives the failures of the SDK their names. */
final class S3Failures {

    private static final Set<String> FULL = Set.of(
            "QuotaExceeded",
            "StorageFull",
            "XMinioStorageFull",
            "XMinioAdminBucketQuotaExceeded",
            "InsufficientStorage");

    private S3Failures() {}

    static ArchiveException named(String action, RuntimeException cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            if (link instanceof ArchiveException named) {
                return named;
            }
            if (link instanceof InterruptedException || link instanceof AbortedException) {
                Thread.currentThread().interrupt();
                return new ArchiveException.Cancelled(action + ": interrupted");
            }
        }
        return cause instanceof S3Exception answer ? named(action, answer) : silent(action, cause);
    }

    private static ArchiveException named(String action, S3Exception answer) {
        String text = action + ": " + answer.statusCode() + " " + code(answer);
        if (FULL.contains(code(answer)) || answer.statusCode() == 507) {
            return new ArchiveException.StoreFull(text, answer);
        }
        if (code(answer).equals("NoSuchBucket")) {
            return new ArchiveException.StoreUnavailable(Absence.Missing, text, answer);
        }
        return isRefusal(answer)
                ? new ArchiveException.StoreUnavailable(Absence.Closed, text, answer)
                : new ArchiveException.StoreUnavailable(text, answer);
    }

    private static ArchiveException silent(String action, RuntimeException cause) {
        String why = cause instanceof SdkException ? deepest(cause) : String.valueOf(cause);
        return new ArchiveException.StoreUnavailable(action + ": " + why, cause);
    }

    /** The answer says that we may not. */
    static boolean isRefusal(S3Exception answer) {
        return answer.statusCode() == 401
                || answer.statusCode() == 403
                || code(answer).equals("AccessDenied");
    }

    static boolean isAbsence(S3Exception answer) {
        return answer.statusCode() == 404 && !code(answer).equals("NoSuchBucket");
    }

    /** One word, where the answer has one: an answer to HEAD has none. */
    static String code(S3Exception answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage() == null ? deepest : deepest.getMessage());
    }
}

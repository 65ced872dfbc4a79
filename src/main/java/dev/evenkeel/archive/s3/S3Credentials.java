package dev.evenkeel.archive.s3;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.ArchiveException.StoreUnavailable.Absence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Keys in a file of the form of {@code ~/.aws/credentials}, read anew for each call: new keys need no restart. What is
 * in the file is never in a message.
 */
record S3Credentials(Path file) implements AwsCredentialsProvider {

    private static final long SIZE_MAX = 64 * 1024;

    @Override
    public AwsCredentials resolveCredentials() {
        Map<String, String> values = values();
        String id = required(values, "aws_access_key_id");
        String secret = required(values, "aws_secret_access_key");
        String token = values.getOrDefault("aws_session_token", "");
        return token.isEmpty()
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, token);
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        try {
            if (Files.size(file) > SIZE_MAX) {
                throw closed("is too long for a file with keys");
            }
            for (String line : Files.readAllLines(file)) {
                int sign = line.indexOf('=');
                if (sign > 0 && !line.stripLeading().startsWith("#")) {
                    values.putIfAbsent(
                            line.substring(0, sign).strip(),
                            line.substring(sign + 1).strip());
                }
            }
        } catch (IOException unreadable) {
            throw closed("cannot be read: " + unreadable.getClass().getSimpleName());
        }
        return values;
    }

    private String required(Map<String, String> values, String key) {
        String value = values.getOrDefault(key, "");
        if (value.isEmpty()) {
            throw closed("has no line " + key + " = ...");
        }
        return value;
    }

    private ArchiveException closed(String why) {
        return new ArchiveException.StoreUnavailable(Absence.Closed, "the credentials file " + file + " " + why);
    }
}

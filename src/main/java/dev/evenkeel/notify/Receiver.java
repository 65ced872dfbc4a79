package dev.evenkeel.notify;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody who wants to be told, as configured. Its text never shows where he is told: that may be a secret.
 *
 * @param name in logs and metrics
 * @param url where to, if that is no secret
 * @param urlFile a file with the address, if it is
 * @param headers further headers, by name
 * @param tokenFile a file with a token for the header Authorization
 * @param authority a PEM file with who vouches for the receiver, if it is none of those that Java trusts
 * @param timeout how long a delivery may take
 * @param grace how long something must be wrong before it is told
 * @param interval how long to wait from one message to the next
 */
public record Receiver(
        String name,
        Optional<String> url,
        Optional<Path> urlFile,
        Format format,
        Map<String, String> headers,
        Optional<Path> tokenFile,
        Optional<Path> authority,
        Duration timeout,
        Duration grace,
        Duration interval) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    public Receiver {
        headers = Map.copyOf(headers);
    }

    /** What keeps these settings from being used, each with the key that it is about; empty if nothing does. */
    public List<String> violations() {
        String key = "evenkeel.notifications." + name;
        List<String> broken = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            broken.add(key + ": a receiver's name has lower-case letters, digits and hyphens, at most 63");
        }
        if (url.isPresent() == urlFile.isPresent()) {
            broken.add(key + ": set one of url and url-file");
        }
        url.flatMap(Receiver::misfit).ifPresent(why -> broken.add(key + ".url: " + why));
        headers.forEach((header, value) -> {
            if (!accepted(header, value)) {
                broken.add(key + ".headers: " + header + " cannot be set");
            }
        });
        if (timeout.isNegative() || timeout.isZero()) {
            broken.add(key + ".timeout: must be longer than zero");
        }
        if (grace.isNegative()) {
            broken.add(key + ".grace: must not be negative");
        }
        if (interval.isNegative()) {
            broken.add(key + ".interval: must not be negative");
        }
        return broken;
    }

    /** Why nothing can be sent to an address, without telling it; empty when it can. */
    static Optional<String> misfit(String address) {
        try {
            URI uri = URI.create(address);
            String scheme = String.valueOf(uri.getScheme());
            if (!scheme.equals("http") && !scheme.equals("https") || uri.getHost() == null) {
                return Optional.of("is no address that begins with http:// or https:// and names a host");
            }
            return uri.getRawUserInfo() == null
                    ? Optional.empty()
                    : Optional.of("has a user or password in it; put a token into a file and name it by token-file");
        } catch (IllegalArgumentException malformed) {
            return Optional.of("is no address");
        }
    }

    /** Some headers belong to the connection. */
    private static boolean accepted(String header, String value) {
        try {
            HttpRequest.newBuilder().header(header, value);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "receiver " + name;
    }
}

package dev.evenkeel.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tokens that were handed out, one line each: name, hash, end, groups. Several processes may write it, each a whole
 * new file under a lock, so that the server reads either the old or the new one.
 */
public final class TokenFile {

    /** What every token begins with, so that people and scanners for leaked secrets know one when they see it. */
    public static final String PREFIX = "evk_";

    private static final int SECRET_BYTES = 32;
    private static final String NEVER = "-";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;

    public TokenFile(Path file) {
        this.file = file;
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** A new token. Whoever makes it is the only one who ever sees it. */
    public static String newToken() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Lets somebody in who has this token. */
    public void add(String name, String token, Set<String> groups, Optional<Instant> expires) throws IOException {
        if (!name.matches("[A-Za-z0-9]([A-Za-z0-9._@-]{0,61}[A-Za-z0-9])?")) {
            throw new IOException("\"" + name + "\" is no name for a token: it has 1 to 63 letters, digits and . _ @ -,"
                    + " with a letter or digit at both ends");
        }
        try (FileChannel channel = lockChannel();
                FileLock lock = channel.lock()) {
            List<Token> tokens = new ArrayList<>(read());
            if (tokens.stream().anyMatch(other -> other.name().equals(name)) || !lock.isValid()) {
                throw new IOException("there is a token for \"" + name + "\" already");
            }
            tokens.add(new Token(name, hash(token), groups, expires));
            write(tokens);
        }
    }

    /** Whoever has the token is refused from now on. */
    public void revoke(String name) throws IOException {
        try (FileChannel channel = lockChannel();
                FileLock lock = channel.lock()) {
            List<Token> tokens = new ArrayList<>(read());
            if (!tokens.removeIf(token -> token.name().equals(name)) || !lock.isValid()) {
                throw new IOException("there is no token for \"" + name + "\"");
            }
            write(tokens);
        }
    }

    public List<Token> read() throws IOException {
        if (!exists()) {
            return List.of();
        }
        List<Token> tokens = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                tokens.add(parse(line));
            }
        }
        return List.copyOf(tokens);
    }

    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    Path path() {
        return file;
    }

    /** The lock is on a file beside it: the file itself is replaced by each write. */
    private FileChannel lockChannel() throws IOException {
        return FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private void write(List<Token> tokens) throws IOException {
        String lines = tokens.stream().map(TokenFile::line).collect(Collectors.joining());
        PrivateFile.write(file, "# name, SHA-256 of the token, end, groups\n" + lines);
    }

    private static String line(Token token) {
        return "%s %s %s %s%n"
                .formatted(
                        token.name(),
                        token.hash(),
                        token.expires().map(Instant::toString).orElse(NEVER),
                        String.join(",", new TreeSet<>(token.groups())));
    }

    private Token parse(String line) throws IOException {
        String[] words = line.strip().split("\\s+");
        if (words.length != 4) {
            throw new IOException(file + " has a line that is no token");
        }
        try {
            Optional<Instant> expires =
                    words[2].equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(words[2]));
            return new Token(words[0], words[1], Set.copyOf(Arrays.asList(words[3].split(","))), expires);
        } catch (DateTimeException unreadable) {
            throw new IOException(file + " has a token with an end that is no time", unreadable);
        }
    }
}

package dev.evenkeel.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The tokens of a {@link TokenFile} as the server knows them. It looks at each request whether the file is another one,
 * so a token is good as soon as it was added, and worth nothing as soon as it was revoked.
 */
public final class KnownTokens {

    private static final Logger LOG = Logger.getLogger(KnownTokens.class);

    private final TokenFile file;
    private final Clock clock;
    private volatile Snapshot snapshot = new Snapshot("", List.of());

    /** @param version tells one state of the file from another */
    private record Snapshot(String version, List<Token> tokens) {}

    public KnownTokens(TokenFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Takes the same time whichever token it is, or none. */
    Optional<Caller> find(String token) {
        byte[] hash = TokenFile.hash(token).getBytes(StandardCharsets.US_ASCII);
        Optional<Token> found = Optional.empty();
        for (Token known : current()) {
            if (MessageDigest.isEqual(hash, known.hash().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(known);
            }
        }
        return found.filter(known -> !known.expired(clock.instant())).map(Token::caller);
    }

    /** What cannot be read lets nobody in: there may be a revocation in it. */
    private List<Token> current() {
        try {
            String version = version(file.path());
            if (!version.equals(snapshot.version())) {
                snapshot = new Snapshot(version, file.read());
            }
            return snapshot.tokens();
        } catch (IOException unreadable) {
            LOG.errorf("tokens cannot be read cause=\"%s\"", unreadable.getMessage());
            return List.of();
        }
    }

    private static String version(Path path) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return now.fileKey() + " " + now.lastModifiedTime() + " " + now.size();
        } catch (NoSuchFileException gone) {
            return "gone";
        }
    }
}

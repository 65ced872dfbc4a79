package dev.evenkeel.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens: kept as hashes, good as soon as they are added, and worth nothing as soon as they are revoked. */
final class TokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path folder;

    private TokenFile file;

    @BeforeEach
    void open() {
        file = new TokenFile(folder.resolve("tokens"));
    }

    @Test
    void aTokenIsGoodFromItsAdditionToItsRevocation() throws IOException {
        KnownTokens known = at(NOW);
        String token = TokenFile.newToken();
        assertThat(known.find(token)).isEmpty();
        file.add("ann", token, Set.of("evenkeel:viewer"), Optional.empty());
        assertThat(known.find(token)).contains(new Caller("ann", Set.of("evenkeel:viewer")));
        assertThat(known.find(token + "x")).isEmpty();
        assertThat(known.find(TokenFile.hash(token))).isEmpty();
        file.revoke("ann");
        assertThat(known.find(token)).isEmpty();
    }

    @Test
    void aTokenEnds() throws IOException {
        String token = TokenFile.newToken();
        file.add("ann", token, Set.of("evenkeel:viewer"), Optional.of(NOW));
        assertThat(at(NOW.minusMillis(1)).find(token)).isPresent();
        assertThat(at(NOW).find(token)).isEmpty();
    }

    @Test
    void theFileHoldsHashesOnlyAndIsItsOwnersAlone() throws IOException {
        String token = TokenFile.newToken();
        file.add("ann", token, Set.of("evenkeel:viewer"), Optional.empty());
        assertThat(Files.readString(folder.resolve("tokens"))).doesNotContain(token, token.substring(4));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tokens"))))
                .isEqualTo("rw-------");
        assertThat(file.read())
                .containsExactly(new Token("ann", TokenFile.hash(token), Set.of("evenkeel:viewer"), Optional.empty()));
    }

    @Test
    void tokensHave256BitsAndAreNeverTheSame() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            tokens.add(TokenFile.newToken());
        }
        assertThat(tokens).hasSize(1000).allMatch(token -> token.matches("evk_[A-Za-z0-9_-]{43}"));
    }

    @Test
    void namesAreGivenOnceAndAreWordsAndOnlyThoseThatExistCanBeRevoked() throws IOException {
        file.add("ann", TokenFile.newToken(), Set.of("evenkeel:viewer"), Optional.empty());
        for (String name : new String[] {"ann", "", "a b", "a\nb", "#x", "-x", "x".repeat(64)}) {
            assertThatThrownBy(() -> file.add(name, TokenFile.newToken(), Set.of("evenkeel:viewer"), Optional.empty()))
                    .as(name)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> file.revoke("bob")).hasMessageContaining("bob");
        assertThat(file.read()).hasSize(1);
    }

    @Test
    void aFileThatCannotBeReadLetsNobodyIn() throws IOException {
        KnownTokens known = at(NOW);
        String token = TokenFile.newToken();
        file.add("ann", token, Set.of("evenkeel:viewer"), Optional.empty());
        assertThat(known.find(token)).isPresent();
        Files.writeString(folder.resolve("tokens"), "ann what?\n");
        assertThat(known.find(token)).isEmpty();
    }

    private KnownTokens at(Instant now) {
        return new KnownTokens(file, Clock.fixed(now, ZoneOffset.UTC));
    }
}

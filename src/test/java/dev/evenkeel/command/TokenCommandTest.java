package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.access.Token;
import dev.evenkeel.access.TokenFile;
import dev.evenkeel.backup.HandClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel token}. */
final class TokenCommandTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock(NOON);
    private FakeAccess access;

    @BeforeEach
    void start() throws IOException {
        access = new FakeAccess(folder);
        access.tokens().add("admin", TokenFile.newToken(), Set.of("evenkeel:admin"), Optional.empty());
    }

    @Test
    void aTokenIsPrintedOnceAndKeptAsADigest() throws IOException {
        Said said = token("add", "ann", "--role", "viewer", "--role", "operator@attic", "--expires", "90d");
        assertThat(said.code()).isZero();
        assertThat(said.out()).matches("evk_[A-Za-z0-9_-]{43}\n");
        Token ann = read("ann").orElseThrow();
        assertThat(ann.groups()).containsExactlyInAnyOrder("evenkeel:viewer", "evenkeel:operator@attic");
        assertThat(ann.expires()).contains(NOON.plus(Duration.ofDays(90)));
        assertThat(folder.resolve("tokens"))
                .content()
                .contains("ann")
                .doesNotContain(said.out().strip());
    }

    @Test
    void itGoesIntoAKubeconfigInsteadIfThatIsWanted() {
        Path file = folder.resolve("bob.kubeconfig");
        Said said = token("add", "bob", "--role", "viewer", "--kubeconfig", file.toString());
        assertThat(said).isEqualTo(new Said(0, "", ""));
        assertThat(file).content().contains("name: bob", "token: evk_", "server: https://127.0.0.1:7443");
    }

    @Test
    void theListTellsWhatIsOver() {
        token("add", "ann", "--role", "viewer", "--expires", "30m");
        clock.turn(Duration.ofMinutes(31));
        assertThat(token("list").out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("NAME EXPIRES GROUPS", "admin never evenkeel:admin", "ann expired evenkeel:viewer");
    }

    @Test
    void oneThatIsRevokedIsGone() throws IOException {
        token("add", "ann", "--role", "viewer");
        assertThat(token("revoke", "ann").code()).isZero();
        assertThat(read("ann")).isEmpty();
        assertThat(read("admin")).isPresent();
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsKept() throws IOException {
        refused("no role", "add", "eve", "--role", "root");
        refused("\"tomorrow\" is no time", "add", "eve", "--role", "viewer", "--expires", "tomorrow");
        refused("Missing required option: '--role", "add", "eve");
        refused("Missing required subcommand");
        assertThat(read("eve")).isEmpty();
    }

    @Test
    void beforeTheFirstStartThereIsNobodyToLetIn() {
        access = new FakeAccess(folder.resolve("elsewhere"));
        refused("nothing has been started on " + access.dataDir(), "add", "ann", "--role", "viewer");
    }

    private void refused(String why, String... words) {
        Said said = token(words);
        assertThat(said.code()).as(why).isEqualTo(1);
        assertThat(said.out()).as(why).isEmpty();
        assertThat(said.err()).startsWith("evenkeel: ").contains(why);
    }

    private Optional<Token> read(String name) throws IOException {
        return access.tokens().read().stream()
                .filter(token -> token.name().equals(name))
                .findFirst();
    }

    private Said token(String... words) {
        List<String> all = new ArrayList<>(List.of("token"));
        all.addAll(List.of(words));
        return Said.by(new TokenCommand(() -> access, clock), all.toArray(String[]::new));
    }
}

package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel kubeconfig}. */
final class KubeconfigCommandTest {

    private static final String STORED = FakeAccess.KUBECONFIG.text("admin", "evk_secret");

    @TempDir
    Path folder;

    private FakeAccess access;

    @BeforeEach
    void start() throws IOException {
        access = new FakeAccess(folder);
        Files.writeString(access.kubeconfigFile(), STORED);
    }

    @Test
    void itPrintsWhatTheFirstStartMade() {
        assertThat(kubeconfig()).isEqualTo(new Said(0, STORED, ""));
    }

    @Test
    void anotherServerIsPutInItsPlaceAndNothingElse() {
        Said said = kubeconfig("--server", "https://localhost:8443");
        assertThat(said).isEqualTo(new Said(0, STORED.replace("127.0.0.1:7443", "localhost:8443"), ""));
        assertThat(said.out()).isNotEqualTo(STORED);
    }

    @Test
    void aNameThatTheCertificateLacksIsNoted() {
        Said said = kubeconfig("--server", "https://docker1.lan:7443");
        assertThat(said.code()).isZero();
        assertThat(said.err())
                .isEqualTo("evenkeel: note: the server's certificate is for 127.0.0.1, localhost. For docker1.lan,"
                        + " start it with EVENKEEL_TLS_NAMES=docker1.lan\n");
    }

    @Test
    void aFileIsForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("docker1.kubeconfig");
        assertThat(kubeconfig("--output", file.toString())).isEqualTo(new Said(0, "", ""));
        assertThat(file).content().isEqualTo(STORED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("config"), "of other clusters");
        Said said = kubeconfig("-o", file.toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains(file + " is there already");
        assertThat(file).content().isEqualTo("of other clusters");
    }

    @Test
    void beforeTheFirstStartItSaysWhatElseThereIs() throws IOException {
        Files.delete(access.kubeconfigFile());
        Said said = kubeconfig();
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains(access.kubeconfigFile() + " is not there", "token add NAME --role admin");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String server : new String[] {"docker1.lan", "http://docker1.lan:7443", "https://"}) {
            Said said = kubeconfig("--server", server);
            assertThat(said.code()).as(server).isEqualTo(1);
            assertThat(said.out()).as(server).isEmpty();
            assertThat(said.err()).as(server).contains("Try 'evenkeel kubeconfig --help'.");
        }
    }

    @Test
    void oneWithSeveralServersIsNotGuessedAbout() throws IOException {
        Files.writeString(access.kubeconfigFile(), STORED + STORED);
        assertThat(kubeconfig("--server", "https://localhost:1").err()).contains("none or several");
    }

    private Said kubeconfig(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "kubeconfig";
        System.arraycopy(words, 0, all, 1, words.length);
        return Said.by(new KubeconfigCommand(() -> access), all);
    }
}

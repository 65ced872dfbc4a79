package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.access.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What kubectl says to its user: refusals, permissions, events. */
final class KubectlTalkIT extends KubectlWorld {

    private final String viewer = TokenFile.newToken();

    @BeforeAll
    void addViewer() throws IOException {
        new TokenFile(evenkeel.kubeconfig().resolveSibling("tokens"))
                .add("ann", viewer, Set.of("evenkeel:viewer"), Optional.empty());
    }

    @Test
    void aTypoIsNamed() {
        String typo = WEB.replace("  options:", "  optons:");
        assertThat(kubectl()
                        .feed(typo, "create", "--validate=strict", "-f", "-")
                        .complaint())
                .contains("unknown field \"spec.optons\"");
        applyWeb();
        assertThat(kubectl().feed(typo, "apply", "--validate=strict", "-f", "-").complaint())
                .contains("unknown field \"spec.optons\"");
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        String wrong = WEB + "  driver: host\n  ipam: {config: [{subnet: nonsense}]}\n";
        assertThat(kubectl().feed(wrong, "create", "-f", "-").complaint())
                .contains("The Network \"web\" is invalid:", "* spec.driver:", "* spec.ipam.config[0].subnet:");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(kubectl().run("get", "network", "nope").complaint())
                .isEqualTo("Error from server (NotFound): networks.evenkeel.dev \"nope\" not found\n");
        assertThat(kubectl().run("get", "network", "nope", "-n", "elsewhere").complaint())
                .isEqualTo("Error from server (NotFound): namespaces \"elsewhere\" not found\n");
        assertThat(kubectl().feed(WEB, "create", "-n", "elsewhere", "-f", "-").complaint())
                .contains("(NotFound)", "namespaces \"elsewhere\" not found");
        assertThat(kubectl().run("get", "pods").complaint())
                .contains("the server doesn't have a resource type \"pods\"");
    }

    @Test
    void staleReplacementsAreConflicts() {
        applyWeb();
        String stale = WEB.replace("name: web,", "name: web, resourceVersion: \"1\",");
        assertThat(kubectl().feed(stale, "replace", "-f", "-").complaint())
                .contains("(Conflict)", "the object has been modified");
    }

    @Test
    void aWrongTokenIsSentAway() throws IOException {
        String config = Files.readString(evenkeel.kubeconfig()).replace(evenkeel.token(), "wrong");
        Path stranger = Path.of(file("stranger", config));
        assertThat(Kubectl.of(command, stranger).run("get", "networks").complaint())
                .contains("You must be logged in to the server");
    }

    @Test
    void whatOneMayDoIsTold() throws IOException {
        assertThat(kubectl().run("auth", "can-i", "create", "networks").ok()).isEqualTo("yes\n");
        assertThat(kubectl().run("auth", "can-i", "--list").ok()).contains("Resources");

        Kubectl viewer = viewer();
        assertThat(viewer.run("auth", "can-i", "list", "networks").ok()).isEqualTo("yes\n");
        Kubectl.Run no = viewer.run("auth", "can-i", "delete", "networks/web");
        assertThat(no.exit()).isEqualTo(1);
        assertThat(no.out()).startsWith("no");
        assertThat(viewer.run("auth", "can-i", "--list").ok())
                .contains("networks")
                .doesNotContain("delete");
    }

    @Test
    void whatOneMayNotDoIsForbidden() throws IOException {
        applyWeb();
        Kubectl viewer = viewer();
        assertThat(viewer.run("get", "networks").ok()).contains("web");
        assertThat(viewer.run("delete", "network", "web").complaint())
                .startsWith("Error from server (Forbidden): networks.evenkeel.dev \"web\" is forbidden: User \"ann\"")
                .contains("cannot delete resource \"networks\" in API group \"evenkeel.dev\"");
        assertThat(viewer.feed(WEB.replace("1450", "1400"), "apply", "-f", "-").complaint())
                .contains("(Forbidden)", "cannot patch");
        assertThat(web().at("/metadata/deletionTimestamp").isMissingNode()).isTrue();
    }

    @Test
    void whoOneIsIsTold() throws IOException {
        assertThat(kubectl().run("auth", "whoami").ok()).contains("Username").contains("evenkeel:admin");
        assertThat(viewer().run("auth", "whoami").ok()).contains("ann", "evenkeel:viewer");
    }

    @Test
    void eventsAreListedAndDescribed() {
        applyReadyWeb();
        await().atMost(EvenkeelProcess.PATIENCE).untilAsserted(() -> {
            assertThat(kubectl().run("events").ok()).contains("Network/web");
            assertThat(kubectl().run("events", "--for", "network/web").ok()).contains("Network/web");
            assertThat(kubectl().run("get", "events").ok()).containsIgnoringCase("network/web");
            assertThat(kubectl().run("describe", "network", "web").ok())
                    .doesNotContain("Events:  <none>")
                    .containsPattern("Events:\n +Type +Reason");
        });
    }

    /** The command of somebody who may only look. */
    private Kubectl viewer() throws IOException {
        String config = Files.readString(evenkeel.kubeconfig()).replace(evenkeel.token(), viewer);
        return Kubectl.of(command, Path.of(file("viewer", config)));
    }
}

package dev.evenkeel.boot;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How kubectl takes things away, and waits. */
final class KubectlDeleteIT extends KubectlWorld {

    @Test
    void whenItReturnsTheEnginesNetworkIsGone() {
        applyReadyWeb();
        assertThat(kubectl().run("delete", "network", "web", "--timeout=30s").ok())
                .startsWith("network.evenkeel.dev \"web\" deleted");
        assertThat(networksOnEngine()).doesNotContain("web");
        assertThat(kubectl().run("delete", "network", "web").complaint()).contains("(NotFound)");
        assertThat(kubectl()
                        .run("delete", "network", "web", "--ignore-not-found")
                        .ok())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"background", "orphan", "foreground"})
    void noCascadeHangs(String cascade) {
        applyReadyWeb();
        kubectl()
                .run("delete", "network", "web", "--cascade=" + cascade, "--timeout=30s")
                .ok();
        assertThat(evenkeel.exists("networks", "web")).isFalse();
    }

    @Test
    void forceDoesNotSkipTheFinalizer() {
        applyReadyWeb();
        kubectl()
                .run("delete", "network", "web", "--force", "--grace-period=0", "--timeout=30s")
                .ok();
        await().atMost(EvenkeelProcess.PATIENCE)
                .untilAsserted(() -> assertThat(networksOnEngine()).doesNotContain("web"));
    }

    @Test
    void selectorsAndAllDelete() {
        applyWeb();
        kubectl()
                .feed(WEB.replace("name: web, labels: {app: shop}", "name: other"), "apply", "-f", "-")
                .ok();
        kubectl().run("delete", "networks", "-l", "app=shop", "--timeout=30s").ok();
        assertThat(evenkeel.exists("networks", "web")).isFalse();
        assertThat(evenkeel.exists("networks", "other")).isTrue();
        assertThat(kubectl().run("delete", "networks", "--all", "--timeout=30s").ok())
                .contains("\"other\" deleted");
        assertThat(evenkeel.exists("networks", "other")).isFalse();
    }

    @Test
    void whatCannotGoYetIsSeenGoing() {
        applyReadyWeb();
        String container = docker("run", "-d", "--network", "web", RealEngine.IMAGE);
        try {
            kubectl().run("delete", "network", "web", "--wait=false").ok();
            assertThat(web().at("/metadata/deletionTimestamp").asText()).isNotEmpty();
            assertThat(networksOnEngine()).contains("web");
        } finally {
            docker("rm", "--force", container);
        }
        kubectl().run("wait", "network/web", "--for=delete", "--timeout=40s").ok();
        assertThat(networksOnEngine()).doesNotContain("web");
    }

    @Test
    void waitWaitsForConditionsAndFields() {
        applyWeb();
        assertThat(kubectl()
                        .run("wait", "network/web", "--for=condition=Ready", "--timeout=30s")
                        .ok())
                .isEqualTo("network.evenkeel.dev/web condition met\n");
        kubectl()
                .run("wait", "network/web", "--for=jsonpath={.spec.driver}=bridge", "--timeout=30s")
                .ok();
        assertThat(kubectl()
                        .run("wait", "network/web", "--for=condition=Drifted", "--timeout=1s")
                        .complaint())
                .contains("timed out waiting for the condition");
    }

    @Test
    void waitSeesAConditionBecomeTrue() {
        kubectl().feed("""
                apiVersion: evenkeel.dev/v1
                kind: Network
                metadata: {name: web}
                spec: {attachments: [{container: late}]}
                """, "apply", "-f", "-").ok();
        String container = "";
        try (Kubectl.Running wait = kubectl()
                .start(
                        "wait",
                        "network/web",
                        "--for=jsonpath={.status.endpoints[0].container}=late",
                        "--timeout=40s")) {
            container = docker("run", "-d", "--name", "late", RealEngine.IMAGE);
            await().atMost(EvenkeelProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(wait.printed()).contains("condition met"));
            evenkeel.awaitReady("networks", "web");
        } finally {
            docker("rm", "--force", container);
        }
    }

    @Test
    void waitSeesWhatIsCreatedLater() {
        // Since 1.31 only.
        Kubectl newest = Kubectl.of(Kubectl.commands().toList().getLast(), evenkeel);
        try (Kubectl.Running wait = newest.start("wait", "network/web", "--for=create", "--timeout=40s")) {
            applyWeb();
            await().atMost(EvenkeelProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(wait.printed()).contains("condition met"));
        }
    }
}

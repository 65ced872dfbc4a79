package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** What kubectl changes, told by what it says, by the registry and by the engine. */
final class KubectlWriteIT extends KubectlWorld {

    private static final String FASTER = WEB.replace("1450", "1400");

    @Test
    void whatIsCreatedIsOnTheEngine() {
        assertThat(kubectl().feed(WEB, "create", "-f", "-").ok()).isEqualTo("network.evenkeel.dev/web created\n");
        evenkeel.awaitReady("networks", "web");
        assertThat(mtuOnEngine("web")).isEqualTo("1450");
        assertThat(kubectl().feed(WEB, "create", "-f", "-").complaint())
                .contains("(AlreadyExists)", "networks.evenkeel.dev \"web\" already exists");
    }

    @Test
    void applyCreatesChangesAndLeavesAlone() {
        assertThat(kubectl().feed(WEB, "apply", "-f", "-").ok()).isEqualTo("network.evenkeel.dev/web created\n");
        evenkeel.awaitReady("networks", "web");
        assertThat(kubectl().feed(WEB, "apply", "-f", "-").ok()).isEqualTo("network.evenkeel.dev/web unchanged\n");
        assertThat(kubectl().feed(FASTER, "apply", "-f", "-").ok()).isEqualTo("network.evenkeel.dev/web configured\n");
        await().atMost(EvenkeelProcess.PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(mtuOnEngine("web"))
                .isEqualTo("1400"));
    }

    @Test
    void whatIsAllowedAndRegrettedIsWarnedOf() {
        String warned = kubectl()
                .feed(WEB.replace("spec:", "spec:\n  attachable: true"), "apply", "-f", "-")
                .err();
        assertThat(warned).contains("Warning: spec.attachable: means nothing to a bridge");
    }

    @Test
    void whatApplyOmitsIsRemoved() {
        applyWeb();
        kubectl().feed(WEB.replaceAll("\\{com.*}", "{}"), "apply", "-f", "-").ok();
        assertThat(web().at("/spec/options").size()).isZero();
    }

    @Test
    void dryRunsChangeNothing() {
        assertThat(kubectl().feed(WEB, "apply", "--dry-run=server", "-f", "-").ok())
                .isEqualTo("network.evenkeel.dev/web created (server dry run)\n");
        assertThat(evenkeel.exists("networks", "web")).isFalse();
        applyWeb();
        assertThat(kubectl()
                        .feed(FASTER, "apply", "--dry-run=server", "-f", "-")
                        .ok())
                .isEqualTo("network.evenkeel.dev/web configured (server dry run)\n");
        assertThat(kubectl().run("delete", "network", "web", "--dry-run=server").ok())
                .contains("(server dry run)");
        assertThat(web().at("/spec/options/com.docker.network.driver.mtu").asText())
                .isEqualTo("1450");
        assertThat(web().at("/metadata/deletionTimestamp").isMissingNode()).isTrue();
    }

    @Test
    void pruningRemovesWhatIsNoLongerDeclared() {
        applyReadyWeb();
        String other = WEB.replace("name: web", "name: other");

        assertThat(kubectl()
                        .feed(
                                other,
                                "apply",
                                "--prune",
                                "-l",
                                "app=shop",
                                "--prune-allowlist=evenkeel.dev/v1/Network",
                                "-f",
                                "-")
                        .ok())
                .contains("network.evenkeel.dev/other created", "network.evenkeel.dev/web pruned");
        await().atMost(EvenkeelProcess.PATIENCE)
                .untilAsserted(() ->
                        assertThat(networksOnEngine()).doesNotContain("web").contains("other"));
    }

    @Test
    void aKustomizationIsApplied() {
        file("kustom/network.yaml", WEB);
        String kustomization = file("kustom/kustomization.yaml", """
                resources: [network.yaml]
                nameSuffix: -blue
                """);

        assertThat(kubectl()
                        .run("apply", "-k", kustomization.replace("/kustomization.yaml", ""))
                        .ok())
                .isEqualTo("network.evenkeel.dev/web-blue created\n");
    }

    @Test
    void diffTellsWhetherSomethingDiffers() {
        Kubectl.Run missing = kubectl().feed(WEB, "diff", "-f", "-");
        assertThat(missing.exit()).as(missing.toString()).isEqualTo(1);
        applyReadyWeb();
        Kubectl.Run same = kubectl().feed(WEB, "diff", "-f", "-");
        assertThat(same.exit()).as(same.toString()).isZero();
        Kubectl.Run changed = kubectl().feed(FASTER, "diff", "-f", "-");
        assertThat(changed.exit()).as(changed.toString()).isEqualTo(1);
        assertThat(changed.out()).containsPattern("\\+ +com.docker.network.driver.mtu: \"1400\"");
    }

    @Test
    void editChangesWhatTheEditorChanged() {
        applyReadyWeb();
        assertThat(kubectl()
                        .with("KUBE_EDITOR", "sed -i s/\\\"1450\\\"/\\\"1400\\\"/")
                        .run("edit", "network", "web")
                        .ok())
                .isEqualTo("network.evenkeel.dev/web edited\n");
        assertThat(web().at("/spec/options/com.docker.network.driver.mtu").asText())
                .isEqualTo("1400");
    }

    @Test
    void mergePatchesAreTaken() {
        applyWeb();
        assertThat(patch("merge", "{\"spec\":{\"internal\":true}}").ok())
                .isEqualTo("network.evenkeel.dev/web patched\n");
        // kubectl compares the whole object, and its status goes on changing until the repair is done.
        await().atMost(EvenkeelProcess.PATIENCE).untilAsserted(() -> assertThat(
                        patch("merge", "{\"spec\":{\"internal\":true}}").ok())
                .contains("patched (no change)"));
        assertThat(web().at("/spec/internal").asBoolean()).isTrue();
    }

    @Test
    void jsonPatchesAreTaken() {
        applyWeb();
        assertThat(patch("json", "[{\"op\":\"add\",\"path\":\"/spec/internal\",\"value\":true}]")
                        .ok())
                .contains("patched");
        assertThat(web().at("/spec/internal").asBoolean()).isTrue();
        assertThat(patch("json", "[{\"op\":\"remove\",\"path\":\"/spec/nothing\"}]")
                        .complaint())
                .contains("invalid");
    }

    @Test
    void strategicPatchesAreRefusedInWords() {
        applyWeb();
        assertThat(patch("strategic", "{\"spec\":{\"internal\":true}}").complaint())
                .contains("application/strategic-merge-patch+json is not supported by evenkeel.dev/v1, Kind=Network");
    }

    @Test
    void theStatusIsPatchedOnItsOwn() {
        kubectl().feed("""
                apiVersion: evenkeel.dev/v1
                kind: BackupSchedule
                metadata: {name: nightly}
                spec: {schedule: "0 2 * * *", volumes: [data]}
                """, "apply", "-f", "-").ok();
        evenkeel.eventually("backupschedules", "nightly", EvenkeelProcess::upToDate);
        long generation = evenkeel.get("backupschedules", "nightly")
                .at("/metadata/generation")
                .asLong();

        kubectl()
                .run(
                        "patch",
                        "backupschedule",
                        "nightly",
                        "--subresource=status",
                        "--type=merge",
                        "-p",
                        "{\"status\":{\"observedGeneration\":7},\"spec\":{\"suspend\":true}}")
                .ok();
        assertThat(evenkeel.get("backupschedules", "nightly")
                        .at("/metadata/generation")
                        .asLong())
                .isEqualTo(generation);
        assertThat(evenkeel.get("backupschedules", "nightly")
                        .at("/spec/suspend")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void labelsAndAnnotationsAreSetAndTakenAway() {
        applyWeb();
        assertThat(kubectl().run("label", "network", "web", "tier=back").ok()).contains("labeled");
        assertThat(kubectl().run("label", "network", "web", "tier=front").complaint())
                .contains("'tier' already has a value");
        assertThat(kubectl().run("label", "network", "web", "tier-").ok()).contains("unlabeled");
        assertThat(kubectl().run("annotate", "network", "web", "note=ours").ok())
                .contains("annotated");
        assertThat(web().at("/metadata/annotations/note").asText()).isEqualTo("ours");
        assertThat(web().at("/metadata/labels/tier").isMissingNode()).isTrue();
        assertThat(kubectl()
                        .run("label", "network", "web", "a=b", "--resource-version=1")
                        .complaint())
                .contains("(Conflict)", "the object has been modified");
    }

    @Test
    void replaceReplacesAndForcedMakesAnew() {
        applyReadyWeb();
        String uid = web().at("/metadata/uid").asText();
        assertThat(kubectl().feed(FASTER, "replace", "-f", "-").ok()).isEqualTo("network.evenkeel.dev/web replaced\n");
        assertThat(web().at("/metadata/uid").asText()).isEqualTo(uid);
        assertThat(kubectl().feed(WEB, "replace", "--force", "-f", "-").ok()).contains("deleted", "replaced");
        assertThat(web().at("/metadata/uid").asText()).isNotEqualTo(uid);
        assertThat(kubectl()
                        .feed(WEB.replace("name: web", "name: none"), "replace", "-f", "-")
                        .complaint())
                .contains("(NotFound)", "\"none\" not found");
    }

    private Kubectl.Run patch(String type, String patch) {
        return kubectl().run("patch", "network", "web", "--type=" + type, "-p", patch);
    }
}

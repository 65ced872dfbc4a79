package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who owns a field, as {@code kubectl apply --server-side} sees it. */
final class KubectlApplyServerSideIT extends KubectlWorld {

    private static final String FASTER = WEB.replace("1450", "1400");

    @Test
    void itCreatesAndChangesNothingTheSecondTime() {
        assertThat(apply(WEB, "one").ok()).isEqualTo("network.evenkeel.dev/web serverside-applied\n");
        evenkeel.awaitReady("networks", "web");
        String revision = web().at("/metadata/resourceVersion").asText();

        apply(WEB, "one").ok();

        assertThat(web().at("/metadata/resourceVersion").asText()).isEqualTo(revision);
        assertThat(mtuOnEngine("web")).isEqualTo("1450");
    }

    @Test
    void aConflictNamesTheOwnerAndForceTakesOver() {
        apply(WEB, "one").ok();

        assertThat(apply(FASTER, "two").complaint())
                .contains("Apply failed with 1 conflict: conflict with \"one\"", ".spec.options");
        apply(FASTER, "two", "--force-conflicts").ok();

        assertThat(web().at("/spec/options/com.docker.network.driver.mtu").asText())
                .isEqualTo("1400");
    }

    @Test
    void whatItsOwnerOmitsIsRemoved() {
        apply(WEB.replace("shop}", "shop, tier: back}"), "one").ok();
        apply(WEB, "one").ok();
        assertThat(web().at("/metadata/labels").toString()).isEqualTo("{\"app\":\"shop\"}");
    }

    @Test
    void whatWasAppliedByTheClientMovesOver() {
        applyWeb();
        apply(FASTER, "kubectl").ok();
        apply(WEB.replace(", labels: {app: shop}", ""), "kubectl").ok();

        assertThat(web().at("/spec/options/com.docker.network.driver.mtu").asText())
                .isEqualTo("1450");
        assertThat(web().at("/metadata/labels/app").isMissingNode()).isTrue();
    }

    @Test
    void diffAndDryRunAskTheServer() {
        apply(WEB, "kubectl").ok();
        Kubectl.Run diff = kubectl().feed(FASTER, "diff", "--server-side", "-f", "-");
        assertThat(diff.exit()).as(diff.toString()).isEqualTo(1);
        assertThat(apply(FASTER, "kubectl", "--dry-run=server").ok()).contains("(server dry run)");
        assertThat(web().at("/spec/options/com.docker.network.driver.mtu").asText())
                .isEqualTo("1450");
    }

    @Test
    void ownersAreShownOnDemand() {
        apply(WEB, "one").ok();
        assertThat(kubectl()
                        .run("get", "network", "web", "-o", "yaml", "--show-managed-fields")
                        .ok())
                .contains("manager: one", "operation: Apply", "f:com.docker.network.driver.mtu");
    }

    private Kubectl.Run apply(String manifest, String owner, String... more) {
        String[] line = new String[5 + more.length];
        System.arraycopy(new String[] {"apply", "--server-side", "--field-manager=" + owner, "-f", "-"}, 0, line, 0, 5);
        System.arraycopy(more, 0, line, 5, more.length);
        return kubectl().feed(manifest, line);
    }
}

package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** What kubectl shows of networks and volumes, in every form that it knows. */
final class KubectlReadIT extends KubectlWorld {

    @Test
    void theVersionOfTheServerIsTold() {
        assertThat(kubectl().run("version").ok())
                .contains("Server Version: v1.")
                .contains("+evenkeel.");
    }

    @Test
    void kindsAndVersionsAreListed() {
        assertThat(kubectl().run("api-resources").ok())
                .containsPattern("networks +net +evenkeel.dev/v1 +true +Network")
                .containsPattern("backupschedules +bs +evenkeel.dev/v1 +true +BackupSchedule")
                .containsPattern("namespaces +ns +v1 +false +Namespace");
        assertThat(kubectl().run("api-versions").ok()).contains("evenkeel.dev/v1\n");
    }

    @Test
    void aTableShowsWhatAPersonWants() {
        kubectl()
                .feed(WEB + "  ipam: {config: [{subnet: 172.29.0.0/16}]}\n", "apply", "-f", "-")
                .ok();
        evenkeel.awaitReady("networks", "web");

        String table = kubectl().run("get", "networks").ok();

        assertThat(table.lines().findFirst().orElseThrow().split(" +"))
                .contains("NAME", "DRIVER", "SUBNETS", "ENDPOINTS", "READY", "DRIFTED", "AGE");
        assertThat(table).containsPattern("web +bridge +172.29.0.0/16 +0 +True +False +[0-9]+s");
        assertThat(kubectl().run("get", "networks", "-o", "wide").ok())
                .containsPattern("REASON +INTERNAL +NETWORK ID")
                .containsPattern("web .* false +[0-9a-f]{12}");
    }

    @Test
    void everyOutputFormatIsServed() {
        applyReadyWeb();

        assertThat(kubectl().run("get", "net", "web", "-o", "yaml").ok()).contains("kind: Network", "name: web");
        assertThat(kubectl().run("get", "net", "-o", "json").ok()).contains("\"kind\": \"List\"");
        assertThat(kubectl().run("get", "net", "-o", "name").ok()).isEqualTo("network.evenkeel.dev/web\n");
        assertThat(kubectl()
                        .run("get", "net", "web", "-o", "jsonpath={.spec.driver}")
                        .ok())
                .isEqualTo("bridge");
        assertThat(kubectl()
                        .run("get", "net", "-o", "custom-columns=N:.metadata.name,D:.spec.driver")
                        .ok())
                .containsPattern("N +D\nweb +bridge\n");
    }

    @Test
    void theDiagnosisOfANetworkIsReadRaw() {
        applyReadyWeb();
        String path = "/apis/evenkeel.dev/v1/namespaces/default/networks/";

        assertThat(kubectl().run("get", "--raw", path + "web/diagnosis").ok())
                .contains("\"kind\":\"NetworkDiagnosis\"", "All is well");
        assertThat(kubectl().run("get", "--raw", path + "nobody/diagnosis").complaint())
                .contains("networks.evenkeel.dev \"nobody\" not found");
        assertThat(kubectl()
                        .run("auth", "can-i", "get", "networks", "--subresource=diagnosis")
                        .ok())
                .isEqualTo("yes\n");
    }

    @Test
    void labelsAndNamespacesAreColumns() {
        applyWeb();

        assertThat(kubectl().run("get", "net", "-A").ok())
                .containsPattern("NAMESPACE +NAME")
                .containsPattern("default +web");
        assertThat(kubectl().run("get", "net", "-L", "app").ok()).containsPattern("APP\nweb .*shop");
        assertThat(kubectl().run("get", "net", "--show-labels").ok()).contains("app=shop");
    }

    @Test
    void selectorsSelect() {
        applyWeb();

        assertThat(kubectl()
                        .run("get", "net", "-l", "app in (shop,bar)", "-o", "name")
                        .ok())
                .contains("web");
        assertThat(kubectl().run("get", "net", "-l", "app!=shop", "-o", "name").ok())
                .isEmpty();
        assertThat(kubectl()
                        .run("get", "net", "--field-selector", "metadata.name=web", "-o", "name")
                        .ok())
                .contains("web");
        assertThat(kubectl()
                        .run("get", "net", "--field-selector", "metadata.name!=web", "-o", "name")
                        .ok())
                .isEmpty();
        assertThat(kubectl()
                        .run("get", "net", "--field-selector", "spec.options=x")
                        .complaint())
                .contains("field label not supported: spec.options");
    }

    @Test
    void theCategoryShowsEveryKind() {
        applyWeb();
        kubectl()
                .feed(
                        WEB.replace("Network", "Volume").replaceAll("(?s)  options.*", "  labels: {a: b}\n"),
                        "apply",
                        "-f",
                        "-")
                .ok();

        assertThat(kubectl().run("get", "evenkeel", "-o", "name").ok())
                .contains("network.evenkeel.dev/web", "volume.evenkeel.dev/web");
    }

    @Test
    void watchingShowsChangesAsTheyHappen() {
        try (Kubectl.Running watch = kubectl().start("get", "networks", "--watch", "--output-watch-events")) {
            applyReadyWeb();
            await().atMost(EvenkeelProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(watch.printed()).containsPattern("ADDED +web"));
            evenkeel.delete("networks", "web");
            await().atMost(EvenkeelProcess.PATIENCE).untilAsserted(() -> assertThat(watch.printed())
                    .containsPattern("MODIFIED +web")
                    .containsPattern("DELETED +web"));
        }
    }

    @Test
    void oneObjectIsWatchedToo() {
        applyWeb();
        try (Kubectl.Running watch = kubectl().start("get", "network", "web", "--watch", "-o", "name")) {
            await().atMost(EvenkeelProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(watch.printed()).contains("network.evenkeel.dev/web"));
        }
    }

    @Test
    void explainIsTheManual() {
        assertThat(kubectl().run("explain", "networks").ok()).contains("KIND:       Network", "spec\t<");
        assertThat(kubectl().run("explain", "network.spec.driver").ok()).contains("bridge");
        assertThat(kubectl().run("explain", "network.spec.driftPolicy").ok()).contains("Repair", "Report");
        assertThat(kubectl().run("explain", "network", "--recursive").ok()).contains("auxiliaryAddresses");
    }

    @Test
    void describeShowsTheStatus() {
        applyReadyWeb();
        assertThat(kubectl().run("describe", "network", "web").ok())
                .containsPattern("Name: +web")
                .containsPattern("Type: +Ready")
                .contains("Events:");
    }

    @Test
    void namespacesAreEngines() {
        assertThat(kubectl().run("get", "namespaces").ok()).containsPattern("default +Active");
        assertThat(kubectl().run("get", "namespace", "default", "-o", "name").ok())
                .isEqualTo("namespace/default\n");
    }

    @Test
    void rawPathsAndCompletionWork() {
        applyWeb();
        assertThat(kubectl()
                        .run("get", "--raw", "/apis/evenkeel.dev/v1/networks")
                        .ok())
                .contains("\"NetworkList\"");
        assertThat(kubectl().run("get", "--raw", "/healthz").ok()).isEqualTo("ok");
        assertThat(kubectl().run("__complete", "get", "networks", "we").ok()).contains("web\n");
    }
}

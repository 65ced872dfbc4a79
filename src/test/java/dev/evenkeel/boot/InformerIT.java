package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stock informer, as controllers in Java have it, sees every change, whatever happens to the server. */
final class InformerIT {

    private static final ResourceDefinitionContext NETWORKS = new ResourceDefinitionContext.Builder()
            .withGroup("evenkeel.dev")
            .withVersion("v1")
            .withKind("Network")
            .withPlural("networks")
            .withNamespaced(true)
            .build();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final EvenkeelProcess evenkeel = program();

    @BeforeEach
    void start() {
        RealEngine.openEmpty().close();
        evenkeel.start();
    }

    @AfterEach
    void end() {
        evenkeel.close();
    }

    @Test
    void itSeesWhatIsCreatedChangedAndDeleted() {
        evenkeel.create("networks", "metadata: {name: before}\nspec: {}\n");
        try (KubernetesClient client = client();
                SharedIndexInformer<GenericKubernetesResource> informer = informer(client)) {
            eventually("added before");
            evenkeel.create("networks", "metadata: {name: web}\nspec: {}\n");
            eventually("added web");
            evenkeel.merge("networks", "web", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}");
            eventually("updated web b");
            evenkeel.delete("networks", "web");
            eventually("deleted web");
            assertThat(informer.getStore().list())
                    .extracting(network -> network.getMetadata().getName())
                    .containsExactly("before");
        }
    }

    @Test
    void itMissesNothingWhenTheServerIsKilledAndComesBack() {
        try (KubernetesClient client = client();
                SharedIndexInformer<GenericKubernetesResource> informer = informer(client)) {
            evenkeel.create("networks", "metadata: {name: web}\nspec: {}\n");
            evenkeel.create("networks", "metadata: {name: gone}\nspec: {}\n");
            eventually("added gone");

            evenkeel.kill();
            evenkeel.start();
            evenkeel.merge("networks", "web", "{\"metadata\":{\"labels\":{\"a\":\"later\"}}}");
            evenkeel.delete("networks", "gone");

            eventually("updated web later");
            eventually("deleted gone");
            assertThat(informer.isRunning()).isTrue();
        }
    }

    @Test
    void itCanApplyAndIsToldOfConflicts() {
        try (KubernetesClient client = client();
                SharedIndexInformer<GenericKubernetesResource> informer = informer(client)) {
            GenericKubernetesResource applied =
                    client.resource(web("b")).fieldManager("controller").serverSideApply();
            assertThat(applied.getMetadata().getManagedFields())
                    .anyMatch(entry -> entry.getManager().equals("controller"));
            assertThatThrownBy(() ->
                            client.resource(web("c")).fieldManager("rival").serverSideApply())
                    .isInstanceOfSatisfying(KubernetesClientException.class, refused -> assertThat(refused.getCode())
                            .isEqualTo(409))
                    .hasMessageContaining("conflict with \"controller\"");
            client.resource(web("d")).fieldManager("rival").forceConflicts().serverSideApply();
            eventually("updated web d");
            assertThat(informer.isRunning()).isTrue();
        }
    }

    @Test
    void itCanPatchAStatusAndRecordAnEvent() {
        try (KubernetesClient client = client()) {
            client.resource(web("b")).create();
            evenkeel.awaitReady("networks", "web");
            GenericKubernetesResource patched = client.genericKubernetesResources(NETWORKS)
                    .inNamespace("default")
                    .withName("web")
                    .subresource("status")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\":{\"internal\":true},\"status\":{\"plan\":\"mine\"}}");
            assertThat(patched.<Boolean>get("spec", "internal")).isFalse();
            assertThat(patched.getMetadata().getGeneration()).isEqualTo(1);

            client.v1()
                    .events()
                    .inNamespace("default")
                    .resource(new EventBuilder()
                            .withMetadata(new ObjectMetaBuilder()
                                    .withName("web.1")
                                    .withNamespace("default")
                                    .build())
                            .withInvolvedObject(new ObjectReferenceBuilder()
                                    .withApiVersion("evenkeel.dev/v1")
                                    .withKind("Network")
                                    .withNamespace("default")
                                    .withName("web")
                                    .withUid(patched.getMetadata().getUid())
                                    .build())
                            .withType("Warning")
                            .withReason("Looked")
                            .withMessage("seen by a controller")
                            .withNewSource("controller", "")
                            .build())
                    .create();
            assertThat(client.v1()
                            .events()
                            .inNamespace("default")
                            .withField("involvedObject.name", "web")
                            .withField("reason", "Looked")
                            .list()
                            .getItems())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getMessage()).isEqualTo("seen by a controller"));
        }
    }

    private static GenericKubernetesResource web(String label) {
        GenericKubernetesResource web = new GenericKubernetesResource();
        web.setApiVersion("evenkeel.dev/v1");
        web.setKind("Network");
        web.setMetadata(new ObjectMetaBuilder()
                .withName("web")
                .withNamespace("default")
                .addToLabels("a", label)
                .build());
        web.setAdditionalProperty("spec", Map.of());
        return web;
    }

    private KubernetesClient client() {
        try {
            Config config = Config.fromKubeconfig(Files.readString(evenkeel.kubeconfig()));
            config.setWatchReconnectInterval(200);
            return new KubernetesClientBuilder().withConfig(config).build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private SharedIndexInformer<GenericKubernetesResource> informer(KubernetesClient client) {
        return client.genericKubernetesResources(NETWORKS)
                .inNamespace("default")
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource network) {
                        told.add("added " + network.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource old, GenericKubernetesResource network) {
                        String label = network.getMetadata().getLabels().getOrDefault("a", "");
                        told.add("updated " + network.getMetadata().getName() + " " + label);
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource network, boolean unknown) {
                        told.add("deleted " + network.getMetadata().getName());
                    }
                });
    }

    private void eventually(String event) {
        await().atMost(EvenkeelProcess.PATIENCE)
                .untilAsserted(() -> assertThat(told).contains(event));
    }

    private static EvenkeelProcess program() {
        try {
            Path folder = Files.createTempDirectory("ek");
            return EvenkeelProcess.on(folder.resolve("data"), RealEngine.host());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

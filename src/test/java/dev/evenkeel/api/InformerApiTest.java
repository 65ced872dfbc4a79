package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.registry.Registry;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An informer of the fabric8 client: it lists, then watches by WebSocket, and keeps a copy that is always right. */
@QuarkusTest
@TestProfile(LampProfile.class)
class InformerApiTest {

    private static final ResourceDefinitionContext LAMPS = new ResourceDefinitionContext.Builder()
            .withGroup("evenkeel.dev")
            .withVersion("v1")
            .withKind("Lamp")
            .withPlural("lamps")
            .withNamespaced(true)
            .build();

    private final Lamps lamps;
    private final Watches watches;
    private final WatchCounts counts;

    @TestHTTPResource
    URI root;

    InformerApiTest(Registry registry, Watches watches, WatchCounts counts) {
        this.lamps = new Lamps(registry);
        this.watches = watches;
        this.counts = counts;
    }

    @AfterEach
    void clear() {
        lamps.clear();
    }

    @Test
    void anInformerSeesEverythingEvenIfItsWatchEndsInBetween() {
        lamps.create("desk");
        Told told = new Told();
        try (KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder()
                                .withMasterUrl(root.toString())
                                .withNamespace("default")
                                .withWatchReconnectInterval(50)
                                .build())
                        .build();
                SharedIndexInformer<GenericKubernetesResource> informer = client.genericKubernetesResources(LAMPS)
                        .inNamespace("default")
                        .inform(told)) {
            told.await("added desk 40");
            WatchClient.until(() -> counts.open.get() == 1);
            lamps.dim("desk", 20);
            told.await("updated desk 20");

            long opened = counts.opened.get();
            watches.endAll();
            lamps.create("shelf");
            told.await("added shelf 40");
            WatchClient.until(() -> counts.opened.get() > opened);
            lamps.delete("desk");
            told.await("deleted desk 20");
            assertThat(informer.getStore().list())
                    .extracting(lamp -> lamp.getMetadata().getName())
                    .containsExactly("shelf");
        }
        WatchClient.until(() -> counts.open.get() == 0);
    }

    /** What the informer said. */
    private static final class Told implements ResourceEventHandler<GenericKubernetesResource> {

        private final List<String> events = new CopyOnWriteArrayList<>();

        void await(String event) {
            WatchClient.until(() -> events.contains(event));
        }

        @Override
        public void onAdd(GenericKubernetesResource lamp) {
            events.add("added " + text(lamp));
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource lamp) {
            events.add("updated " + text(lamp));
        }

        @Override
        public void onDelete(GenericKubernetesResource lamp, boolean finalStateUnknown) {
            events.add("deleted " + text(lamp));
        }

        private static String text(GenericKubernetesResource lamp) {
            return lamp.getMetadata().getName() + " " + lamp.get("spec", "watts");
        }
    }
}

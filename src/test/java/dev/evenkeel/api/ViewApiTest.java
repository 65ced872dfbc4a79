package dev.evenkeel.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.evenkeel.registry.Registry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of resources: worked out, wrapped like an object, and only to be read. */
@QuarkusTest
@TestProfile(LampProfile.class)
class ViewApiTest {

    private static final String LAMPS = "/apis/evenkeel.dev/v1/namespaces/default/lamps/";

    @Inject
    Registry registry;

    @AfterEach
    void clear() {
        new Lamps(registry).clear();
    }

    @Test
    void aViewIsAnObjectOfItsOwnKind() {
        new Lamps(registry).create("desk", 40, Map.of());
        given().get(LAMPS + "desk/spectrum")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("apiVersion", equalTo("evenkeel.dev/v1"))
                .body("kind", equalTo("LampSpectrum"))
                .body("metadata.name", equalTo("desk"))
                .body("metadata.namespace", equalTo("default"))
                .body("kelvin", equalTo(4000))
                .body("colours", equalTo(List.of("red", "green")))
                .body("spec", nullValue());
        given().accept("application/yaml")
                .get(LAMPS + "desk/spectrum")
                .then()
                .statusCode(200)
                .body(containsString("kelvin: 4000"));
    }

    @Test
    void whoWantsATableOfAViewGetsTheView() {
        new Lamps(registry).create("desk", 40, Map.of());
        given().accept("application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
                .get(LAMPS + "desk/spectrum")
                .then()
                .statusCode(200)
                .body("kind", equalTo("LampSpectrum"));
    }

    @Test
    void thereIsNoViewOfWhatIsNotThereAndNoViewThatNobodyDeclared() {
        given().get(LAMPS + "attic/spectrum")
                .then()
                .statusCode(404)
                .body("kind", equalTo("Status"))
                .body("message", equalTo("lamps.evenkeel.dev \"attic\" not found"));
        new Lamps(registry).create("desk", 40, Map.of());
        given().get(LAMPS + "desk/shadow")
                .then()
                .statusCode(404)
                .body("kind", equalTo("Status"))
                .body("message", equalTo("the server could not find the requested resource"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "PATCH", "DELETE"})
    void aViewCanOnlyBeRead(String method) {
        new Lamps(registry).create("desk", 40, Map.of());
        given().contentType("application/json")
                .body("{}")
                .request(method, LAMPS + "desk/spectrum")
                .then()
                .statusCode(405)
                .body("kind", equalTo("Status"));
    }

    @Test
    void aViewIsAuthorisedAsAResourceOfItsOwn() {
        new Lamps(registry).create("desk", 40, Map.of());
        given().header("Authorization", "Bearer ann:evenkeel:viewer@default")
                .get(LAMPS + "desk/spectrum")
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer bob:evenkeel:restorer")
                .get(LAMPS + "desk/spectrum")
                .then()
                .statusCode(403)
                .body("message", containsString("cannot get resource \"lamps/spectrum\""));
    }

    @Test
    void onlySoManyAreWorkedOutAtATime() {
        new Lamps(registry).create(LampProfile.SLOW, 40, Map.of());
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<CompletableFuture<Response>> slow = IntStream.range(0, ViewReads.AT_ONCE_MAX)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> given().get(LAMPS + LampProfile.SLOW + "/spectrum"), threads))
                    .toList();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> LampProfile.TURN.getQueueLength() == ViewReads.AT_ONCE_MAX);
            given().get(LAMPS + LampProfile.SLOW + "/spectrum")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "1")
                    .body("reason", equalTo("TooManyRequests"));
            LampProfile.TURN.release(ViewReads.AT_ONCE_MAX);
            Stream<Integer> codes = slow.stream().map(one -> one.join().statusCode());
            assertThat(codes).containsOnly(200);
        }
    }
}

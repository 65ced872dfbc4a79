package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.volume.VolumeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What clients read of our kinds before they write, and what {@code kubectl explain} prints. */
class OpenApiDocumentsTest {

    private static final Kinds KINDS = new Kinds(List.of(
            NetworkKind.INSTANCE,
            VolumeKind.INSTANCE,
            ScheduleKind.INSTANCE,
            BackupKind.INSTANCE,
            RestoreKind.INSTANCE,
            StoreKind.INSTANCE));

    private static final String PREFIX = "#/components/schemas/";

    private final ResourceCodec codec = new ResourceCodec();
    private final ResourceTypes types = new ResourceTypes(KINDS, codec);
    private final OpenApiDocuments documents = new OpenApiDocuments(types, KINDS, codec, new ProgramVersion("0.1.0"));

    @Test
    void everyGroupHasADocument() {
        assertThat(documents.index().json())
                .contains("/openapi/v3/apis/evenkeel.dev/v1?hash="
                        + documents.find("apis/evenkeel.dev/v1").orElseThrow().hash());
        assertThat(types.all())
                .allSatisfy(type -> assertThat(documents.find(type.path())).isPresent());
    }

    @Test
    void everyFieldOfEveryKindIsDescribed() {
        List<String> silent = new ArrayList<>();
        for (JsonNode document : all()) {
            document.at("/components/schemas").properties().forEach(schema -> {
                if (schema.getValue().path("description").asText().isBlank()) {
                    silent.add(schema.getKey());
                }
                findSilent(schema.getValue(), schema.getKey(), silent);
            });
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonNode document : all()) {
            assertThat(document.findValues("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                            document.at("/components/schemas")
                                    .has(reference.asText().substring(PREFIX.length())))
                    .as(reference.asText())
                    .isTrue());
        }
    }

    @Test
    void everyVerbOfEveryTypeIsAnOperation() {
        for (ResourceType type : types.all()) {
            Set<String> actions = new TreeSet<>();
            document(type.path()).path("paths").properties().forEach(path -> path.getValue()
                    .forEach(operation -> {
                        if (operation
                                .at("/x-kubernetes-group-version-kind/kind")
                                .asText()
                                .equals(type.kind())) {
                            actions.add(operation.path("x-kubernetes-action").asText());
                            assertThat(operation
                                            .at("/x-kubernetes-group-version-kind/group")
                                            .asText())
                                    .isEqualTo(type.group());
                        }
                    }));
            List<String> expected = type.verbs().stream()
                    .filter(verb -> !verb.equals("watch"))
                    .map(verb -> verb.equals("create") ? "post" : verb.equals("update") ? "put" : verb)
                    .toList();
            assertThat(actions).as(type.kind()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void operationsHaveNamesOfTheirOwn() {
        for (JsonNode document : all()) {
            assertThat(document.findValuesAsText("operationId")).isNotEmpty().doesNotHaveDuplicates();
        }
        assertThat(document("apis/evenkeel.dev/v1").findValuesAsText("operationId"))
                .contains(
                        "patchEvenkeelDevV1NamespacedNetworkStatus",
                        "listEvenkeelDevV1NetworkForAllNamespaces",
                        "deleteCollectionEvenkeelDevV1NamespacedBackup");
    }

    @Test
    void writesTakeTheParametersThatKubectlLooksFor() {
        JsonNode object = document("apis/evenkeel.dev/v1")
                .path("paths")
                .path("/apis/evenkeel.dev/v1/namespaces/{namespace}/networks/{name}");
        assertThat(object.at("/patch/parameters").findValuesAsText("name"))
                .contains("dryRun", "fieldManager", "fieldValidation", "force");
        assertThat(object.at("/put/parameters").findValuesAsText("name"))
                .contains("dryRun", "fieldManager", "fieldValidation");
    }

    @Test
    void shapesDefaultsAndWordsAreThoseOfTheRecords() {
        JsonNode spec = schema("Network").at("/properties/spec/properties");
        assertThat(spec.at("/driver/default").asText()).isEqualTo("bridge");
        assertThat(spec.at("/enableIPv4/default").asBoolean()).isTrue();
        assertThat(spec.at("/driftPolicy/enum").toString()).isEqualTo("[\"Repair\",\"Report\"]");
        assertThat(spec.at("/driftPolicy/description").asText())
                .contains("\n- Repair: Put it right at once.")
                .endsWith("\nDefaults to Repair.");
        assertThat(spec.at("/attachments/items/properties/gatewayPriority/format")
                        .asText())
                .isEqualTo("int32");
        JsonNode conditions = schema("Network").at("/properties/status/properties/conditions");
        assertThat(conditions.path("x-kubernetes-list-type").asText()).isEqualTo("map");
        assertThat(conditions.path("x-kubernetes-list-map-keys").toString()).isEqualTo("[\"type\"]");
        assertThat(conditions.at("/items/properties/lastTransitionTime/format").asText())
                .isEqualTo("date-time");
    }

    @Test
    void whatTheRulesAskForIsRequired() {
        assertThat(schema("Network").has("required")).isFalse();
        assertThat(schema("Backup").path("required").toString()).isEqualTo("[\"spec\"]");
        assertThat(schema("Backup").at("/properties/spec/required").toString()).isEqualTo("[\"volumes\"]");
        assertThat(schema("BackupSchedule").at("/properties/spec/required").toString())
                .isEqualTo("[\"schedule\",\"volumes\"]");
        assertThat(schema("Restore").at("/properties/spec/required").toString()).isEqualTo("[\"backup\",\"target\"]");
        JsonNode network = schema("Network").at("/properties/spec/properties");
        assertThat(network.at("/attachments/items/required").toString()).isEqualTo("[\"container\"]");
        assertThat(network.at("/ipam/properties/config/items/required").toString())
                .isEqualTo("[\"subnet\"]");
    }

    private static void findSilent(JsonNode schema, String path, List<String> silent) {
        schema.path("properties").properties().forEach(field -> {
            String fieldPath = path + "." + field.getKey();
            if (field.getValue().path("description").asText().isBlank()) {
                silent.add(fieldPath);
            }
            findSilent(field.getValue(), fieldPath, silent);
        });
        if (schema.has("items")) {
            findSilent(schema.get("items"), path + "[]", silent);
        }
        if (schema.has("additionalProperties")) {
            findSilent(schema.get("additionalProperties"), path + "[*]", silent);
        }
    }

    private JsonNode schema(String kind) {
        return document("apis/evenkeel.dev/v1").at("/components/schemas").path("dev.evenkeel.v1." + kind);
    }

    private List<JsonNode> all() {
        return Stream.of(
                        "apis/evenkeel.dev/v1",
                        "api/v1",
                        "apis/authorization.k8s.io/v1",
                        "apis/authentication.k8s.io/v1")
                .map(this::document)
                .toList();
    }

    private JsonNode document(String path) {
        try {
            return new JsonMapper().readTree(documents.find(path).orElseThrow().json());
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

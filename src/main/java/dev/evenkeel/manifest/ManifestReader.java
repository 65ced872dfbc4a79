package dev.evenkeel.manifest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.resource.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads files of manifests, by the rules by which the API admits them, and tells everything that is wrong at once. */
public final class ManifestReader {

    private final Kinds kinds;
    private final ResourceCodec codec;
    private final JsonMapper json;
    private final YAMLMapper yaml = new YAMLMapper();

    private final List<Manifests.Read<?, ?>> resources = new ArrayList<>();
    private final List<ManifestFinding> findings = new ArrayList<>();
    private final Map<ResourceKey, String> places = new LinkedHashMap<>();

    private ManifestReader(Kinds kinds, ResourceCodec codec) {
        this.kinds = kinds;
        this.codec = codec;
        this.json = codec.mapper()
                .rebuild()
                .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** The manifests in these files, YAML or JSON, each of which may hold several documents, or lists of them. */
    public static Manifests read(List<ManifestSource> sources, Kinds kinds, ResourceCodec codec) {
        ManifestReader reader = new ManifestReader(kinds, codec);
        sources.forEach(reader::file);
        return new Manifests(reader.resources, reader.findings);
    }

    private void file(ManifestSource source) {
        int document = 0;
        try (JsonParser parser = parser(source.text())) {
            while (true) {
                DuplicateNotingParser noting = new DuplicateNotingParser(parser);
                JsonNode tree = json.readTree(noting);
                if (tree == null || tree.isMissingNode()) {
                    return;
                }
                document++;
                String place = source.file() + ", document " + document;
                noting.duplicates()
                        .forEach(path -> wrong(
                                place,
                                "",
                                new Violation(
                                        path,
                                        Violation.Reason.FieldValueDuplicate,
                                        "Duplicate value: it is said twice")));
                document(tree, place);
            }
        } catch (JsonProcessingException malformed) {
            wrong(source.file() + ", document " + (document + 1), "", unreadable(malformed));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Our YAML parser would not take all of JSON; and what begins like JSON may be YAML. */
    private JsonParser parser(String text) throws IOException {
        return isJson(text)
                ? json.createParser(text)
                : new AliasRefusingParser(yaml.getFactory().createParser(text));
    }

    private boolean isJson(String text) throws IOException {
        String begin = text.stripLeading();
        if (!begin.startsWith("{") && !begin.startsWith("[")) {
            return false;
        }
        try (JsonParser parser = json.createParser(text)) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
            return true;
        } catch (JsonProcessingException yaml) {
            return false;
        }
    }

    private static Violation unreadable(JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        String where =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        String what = malformed.getOriginalMessage().lines().findFirst().orElse("");
        return Violation.wrongType("", "it cannot be read" + where + ": " + what);
    }

    /** An empty document is what stands before the first and after the last separator. */
    private void document(JsonNode tree, String place) {
        if (tree.isNull()) {
            return;
        }
        if (!(tree instanceof ObjectNode object)) {
            wrong(place, "", Violation.wrongType("", "a manifest is an object, and this is something else"));
            return;
        }
        if (object.path("kind").asText().equals("List")) {
            int item = 0;
            for (JsonNode inner : object.path("items")) {
                item++;
                document(inner, place + ", item " + item);
            }
            return;
        }
        String name = object.path("metadata").path("name").asText();
        String label = (object.path("kind").asText() + " " + name).strip();
        if (!object.path("apiVersion").asText().equals(ResourceKind.API_VERSION)) {
            wrong(
                    place,
                    label,
                    Violation.notSupported(
                            "apiVersion", object.path("apiVersion").asText(), List.of(ResourceKind.API_VERSION)));
            return;
        }
        Optional<ResourceKind<?, ?>> kind = kinds.byKind(object.path("kind").asText());
        if (kind.isEmpty()) {
            List<String> known = kinds.all().stream().map(ResourceKind::kind).toList();
            wrong(
                    place,
                    label,
                    Violation.notSupported("kind", object.path("kind").asText(), known));
            return;
        }
        resource(kind.get(), object, place, label);
    }

    private <S, T> void resource(ResourceKind<S, T> kind, ObjectNode object, String place, String label) {
        object.remove("status");
        int before = findings.size();
        ShapeFindings shape = new ManifestShape(kind).check(object);
        shape.unknownFields()
                .forEach(field -> wrong(place, label, Violation.forbidden(field, "there is no field of this name")));
        shape.violations().forEach(violation -> wrong(place, label, violation));
        if (findings.size() > before) {
            return;
        }
        if (object.get("metadata") instanceof ObjectNode metadata) {
            if (!kind.namespaced()) {
                metadata.remove("namespace");
            } else if (metadata.path("namespace").asText().isEmpty()) {
                metadata.put("namespace", Engines.DEFAULT);
            }
        }
        try {
            Resource<S, T> resource = codec.resource(kind, object);
            MetadataRules.violations(resource.metadata()).forEach(violation -> wrong(place, label, violation));
            kind.validate(resource.metadata().name(), resource.spec())
                    .forEach(violation -> wrong(place, label, violation));
            String other = places.putIfAbsent(resource.key(), place);
            if (other != null) {
                wrong(
                        place,
                        label,
                        new Violation(
                                "metadata.name",
                                Violation.Reason.FieldValueDuplicate,
                                "Duplicate value: \"" + resource.metadata().name() + "\" is declared in " + other
                                        + ", too"));
            }
            if (findings.size() == before) {
                resources.add(new Manifests.Read<>(kind, resource, place));
            }
        } catch (JsonProcessingException misfit) {
            String why = misfit.getOriginalMessage().lines().findFirst().orElse("");
            wrong(place, label, Violation.wrongType("spec", why));
        }
    }

    private void wrong(String place, String object, Violation violation) {
        findings.add(new ManifestFinding(place, object, violation));
    }
}

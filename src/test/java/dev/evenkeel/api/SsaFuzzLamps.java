package dev.evenkeel.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What clients in a fuzz send: lamps of few names and values, so that they get into each other's way. */
final class SsaFuzzLamps {

    private static final List<String> NAMES = List.of("a", "b", "c");

    private final JsonMapper json;
    private final Random random;
    private final String name;

    SsaFuzzLamps(JsonMapper json, Random random, String name) {
        this.json = json;
        this.random = random;
        this.name = name;
    }

    /** The value of a field that nobody has set; where there is no such value, none. */
    String standard(String path) {
        Map<String, String> standards = Map.of(
                "f:spec/f:socket", "\"E27\"",
                "f:spec/f:watts", "0",
                "f:spec/f:dimmable", "false",
                "f:spec/f:mood", "\"Warm\"",
                "f:spec/f:shade/f:material", "\"paper\"",
                "f:status/f:on", "false");
        if (path.endsWith("/f:tint")) {
            return "\"clear\"";
        }
        return path.endsWith("/f:observedGeneration") ? "0" : standards.getOrDefault(path, "");
    }

    ObjectNode configuration() {
        ObjectNode lamp = manifest();
        metadata((ObjectNode) lamp.get("metadata"));
        if (random.nextInt(8) > 0) {
            spec(lamp.putObject("spec"));
        }
        return lamp;
    }

    ObjectNode statusConfiguration() {
        ObjectNode lamp = manifest();
        ObjectNode status = lamp.putObject("status");
        if (random.nextBoolean()) {
            status.put("on", random.nextBoolean());
        }
        ArrayNode conditions = status.putArray("conditions");
        for (String type : NAMES) {
            if (random.nextInt(3) == 0) {
                conditions
                        .addObject()
                        .put("type", type)
                        .put("status", random.nextBoolean() ? "True" : "False")
                        .put("reason", "Because");
            }
        }
        return lamp;
    }

    /** What a client sends back that has read {@code live} and changed something. */
    ObjectNode changed(ObjectNode live) {
        ObjectNode lamp = live.deepCopy();
        ObjectNode metadata = (ObjectNode) lamp.get("metadata");
        if (random.nextBoolean()) {
            metadata.remove("managedFields");
        }
        metadata.remove(List.of("labels", "annotations"));
        metadata(metadata);
        ObjectNode spec = (ObjectNode) lamp.get("spec");
        spec.remove(random.nextBoolean() ? List.of("watts", "shade", "options") : List.of("mood", "rooms", "lenses"));
        spec(spec);
        return lamp;
    }

    ObjectNode mergePatch() {
        ObjectNode patch = json.createObjectNode();
        metadata(patch.putObject("metadata"));
        spec(patch.putObject("spec"));
        patch.withObject("/metadata/labels").putNull(any());
        patch.withObject("/spec/options").putNull(any());
        if (random.nextInt(4) == 0) {
            ((ObjectNode) patch.get("spec")).putNull("shade");
        }
        if (random.nextInt(12) == 0) {
            ((ObjectNode) patch.get("metadata")).putArray("managedFields").addObject();
        }
        return patch;
    }

    ArrayNode jsonPatch(ObjectNode live) {
        ArrayNode operations = json.createArrayNode();
        operations.addObject().put("op", "replace").put("path", "/spec/watts").put("value", random.nextInt(3));
        if (live.path("spec").has("lenses")) {
            operations.addObject().put("op", "remove").put("path", "/spec/lenses/0");
        }
        if (live.path("metadata").has("labels")) {
            operations
                    .addObject()
                    .put("op", "add")
                    .put("path", "/metadata/labels/" + any())
                    .put("value", any());
        }
        return operations;
    }

    private ObjectNode manifest() {
        ObjectNode lamp = json.createObjectNode();
        lamp.put("apiVersion", "evenkeel.dev/v1").put("kind", "Lamp");
        lamp.putObject("metadata").put("name", name);
        return lamp;
    }

    private void metadata(ObjectNode metadata) {
        dictionary(metadata, "labels");
        dictionary(metadata, "annotations");
        if (random.nextInt(3) == 0) {
            ArrayNode finalizers = metadata.putArray("finalizers");
            NAMES.stream().filter(any -> random.nextBoolean()).forEach(word -> finalizers.add("example.com/" + word));
        }
    }

    private void spec(ObjectNode spec) {
        if (random.nextBoolean()) {
            spec.put("watts", random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            spec.put("mood", random.nextBoolean() ? "Warm" : "Cold");
        }
        if (random.nextInt(3) == 0) {
            ObjectNode shade = spec.withObject("/shade");
            shade.put(random.nextBoolean() ? "material" : "layers", "silk");
            if (shade.has("layers")) {
                shade.put("layers", 1 + random.nextInt(2));
            }
        }
        if (random.nextInt(3) == 0) {
            spec.putArray("bulbs").addObject().put("vendor", any()).put("hours", random.nextInt(2));
        }
        dictionary(spec, "options");
        if (random.nextInt(3) == 0) {
            ArrayNode rooms = spec.putArray("rooms");
            NAMES.stream().filter(any -> random.nextBoolean()).forEach(rooms::add);
        }
        if (random.nextInt(3) == 0) {
            ArrayNode lenses = spec.putArray("lenses");
            NAMES.stream().filter(any -> random.nextBoolean()).forEach(word -> {
                ObjectNode lens =
                        lenses.insertObject(random.nextInt(lenses.size() + 1)).put("name", word);
                if (random.nextBoolean()) {
                    lens.put("tint", any());
                }
            });
        }
    }

    private void dictionary(ObjectNode parent, String field) {
        if (random.nextInt(3) > 0) {
            ObjectNode dictionary = parent.withObject("/" + field);
            NAMES.stream().filter(any -> random.nextInt(3) == 0).forEach(word -> dictionary.put(word, any()));
        }
    }

    private String any() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}

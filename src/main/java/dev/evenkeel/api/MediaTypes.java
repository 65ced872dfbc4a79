package dev.evenkeel.api;

import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The media types that bodies come and go in. */
final class MediaTypes {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";
    static final String MERGE_PATCH = "application/merge-patch+json";

    static final List<String> MANIFESTS = List.of(JSON, YAML);

    private static final List<String> YAML_SPELLINGS = List.of(YAML, "application/x-yaml", "text/yaml");

    private MediaTypes() {}

    static boolean isYaml(MediaType type) {
        return YAML_SPELLINGS.contains(name(type));
    }

    static boolean isJson(MediaType type) {
        return name(type).equals(JSON);
    }

    static boolean isMergePatch(MediaType type) {
        return name(type).equals(MERGE_PATCH);
    }

    /** Without parameters such as the charset: JSON and YAML are UTF-8 here whatever they claim. */
    private static String name(MediaType type) {
        return type.getType() + "/" + type.getSubtype();
    }
}

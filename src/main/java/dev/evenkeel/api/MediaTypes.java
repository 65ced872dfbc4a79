package dev.evenkeel.api;

import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The media types that bodies come and go in. */
final class MediaTypes {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json";
    static final String MERGE_PATCH = "application/merge-patch+json";
    static final String APPLY_PATCH = "application/apply-patch+yaml";

    /** Read, not written, and only of reviews. */
    static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    static final List<String> MANIFESTS = List.of(JSON, YAML);
    static final List<String> PATCHES = List.of(JSON_PATCH, MERGE_PATCH, APPLY_PATCH);

    private static final List<String> YAML_SPELLINGS = List.of(YAML, "application/x-yaml", "text/yaml");

    private MediaTypes() {}

    static boolean isYaml(MediaType type) {
        return YAML_SPELLINGS.contains(name(type));
    }

    static boolean isJson(MediaType type) {
        return name(type).equals(JSON);
    }

    static boolean isProtobuf(MediaType type) {
        return name(type).equals(PROTOBUF);
    }

    /** Without parameters such as the charset: JSON and YAML are UTF-8 here whatever they claim. */
    static String name(MediaType type) {
        return type.getType() + "/" + type.getSubtype();
    }
}

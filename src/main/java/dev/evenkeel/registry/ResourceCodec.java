package dev.evenkeel.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.evenkeel.resource.FieldSet;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Resources as JSON. Spec and status are records mapped by their component names; what is empty is left out, and what
 * JSON leaves out gets its default from the record's constructor.
 */
public final class ResourceCodec {

    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(FieldSet.class, FieldSetForm.class)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .build();

    /** A field set is its members, with nothing around them. */
    private abstract static class FieldSetForm {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static FieldSet of(Map<String, @Nullable FieldSet> members) {
            return FieldSet.of(members);
        }

        @JsonValue
        abstract Map<String, FieldSet> members();
    }

    /** The mapper behind this codec, for trees on their way into or out of it. */
    public JsonMapper mapper() {
        return mapper;
    }

    /** The whole object, as clients see it: apiVersion, kind, metadata, spec, status. */
    public ObjectNode tree(Resource<?, ?> resource) {
        ObjectNode tree = mapper.createObjectNode();
        tree.put("apiVersion", ResourceKind.API_VERSION);
        tree.put("kind", resource.kind());
        ObjectNode metadata = mapper.valueToTree(resource.metadata());
        if (resource.deleting()) {
            metadata.put("deletionGracePeriodSeconds", 0);
        }
        tree.set("metadata", metadata);
        tree.set("spec", mapper.valueToTree(resource.spec()));
        tree.set("status", mapper.valueToTree(resource.status()));
        return tree;
    }

    /**
     * The resource that {@code tree} describes, with all defaults.
     *
     * @throws JsonProcessingException when a value has the wrong type
     */
    public <S, T> Resource<S, T> resource(ResourceKind<S, T> kind, JsonNode tree) throws JsonProcessingException {
        return new Resource<>(
                kind.kind(),
                mapper.treeToValue(orEmpty(tree.get("metadata")), Metadata.class),
                mapper.treeToValue(orEmpty(tree.get("spec")), kind.specType()),
                tree.hasNonNull("status")
                        ? mapper.treeToValue(tree.get("status"), kind.statusType())
                        : kind.emptyStatus());
    }

    /** The resource that a tree from the registry describes. */
    public <S, T> Resource<S, T> stored(ResourceKind<S, T> kind, JsonNode tree) {
        try {
            return resource(kind, tree);
        } catch (JsonProcessingException corrupt) {
            throw unreadable("a " + kind.kind(), corrupt);
        }
    }

    String encode(Resource<?, ?> resource) {
        ObjectNode tree = tree(resource);
        ((ObjectNode) tree.get("metadata")).remove("resourceVersion");
        return tree.toString();
    }

    <S, T> Resource<S, T> decode(ResourceKind<S, T> kind, StoredObject stored) {
        try {
            Resource<S, T> resource = resource(kind, mapper.readTree(stored.json()));
            return resource.with(resource.metadata().withResourceVersion(Long.toString(stored.revision())));
        } catch (JsonProcessingException corrupt) {
            throw unreadable(stored.key().toString(), corrupt);
        }
    }

    private static RegistryException.Unreadable unreadable(String what, JsonProcessingException corrupt) {
        String field = corrupt instanceof JsonMappingException mapping
                ? mapping.getPath().stream().map(ResourceCodec::member).collect(Collectors.joining(".")) + ": "
                : "";
        String why = corrupt instanceof InvalidFormatException odd
                        && odd.getTargetType().isEnum()
                ? "\"" + odd.getValue() + "\" is none of "
                        + List.of(odd.getTargetType().getEnumConstants())
                : corrupt.getOriginalMessage();
        return new RegistryException.Unreadable(
                what + " is left alone, because this version cannot read it: " + field + why
                        + ". If a newer Evenkeel wrote it, start that one again",
                corrupt);
    }

    private static String member(JsonMappingException.Reference reference) {
        return reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName();
    }

    private JsonNode orEmpty(@Nullable JsonNode node) {
        return node == null || node.isNull() ? mapper.createObjectNode() : node;
    }
}

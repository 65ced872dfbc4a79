package dev.evenkeel.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.Declaration;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKind;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resources as people would have written them: what goes without saying is left out. */
public final class ManifestWriter {

    /** Said even where they say the default: a reader looks for them. */
    private static final Set<String> ALWAYS_SAID = Set.of("driver", "adoptionPolicy");

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .stringQuotingChecker(new PlainWords())
            .build());

    private final ResourceCodec codec;
    private final JsonMapper json;

    public ManifestWriter(ResourceCodec codec) {
        this.codec = codec;
        this.json = codec.mapper();
    }

    /** A stream of YAML documents, with remarks and with what was left out as comments. */
    public String yaml(List<Declaration> declarations) {
        StringBuilder text = new StringBuilder();
        for (Declaration declaration : declarations) {
            switch (declaration) {
                case Declaration.Declared declared -> {
                    text.append("---\n");
                    declared.remarks().forEach(remark -> comment(text, remark));
                    text.append(document(declared.resource()));
                }
                case Declaration.LeftOut leftOut -> {
                    comment(text, leftOut.kind() + " " + leftOut.name() + " is not here: " + leftOut.why());
                    leftOut.draft().ifPresent(draft -> document(draft).lines().forEach(line -> comment(text, line)));
                }
            }
        }
        return text.toString();
    }

    /** One list, as kubectl writes and reads it; it has no room for remarks. */
    public String json(List<Declaration> declarations) {
        ObjectNode list = json.createObjectNode();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        List<ObjectNode> items = new ArrayList<>();
        for (Declaration declaration : declarations) {
            if (declaration instanceof Declaration.Declared declared) {
                items.add(tree(declared.resource()));
            }
        }
        list.putArray("items").addAll(items);
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n";
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private String document(Resource<?, ?> resource) {
        try {
            return YAML.writeValueAsString(tree(resource));
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** A remark may quote what somebody else wrote: no line of it may end the comment. */
    private static void comment(StringBuilder text, String remark) {
        text.append("# ")
                .append(remark.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " "))
                .append('\n');
    }

    private ObjectNode tree(Resource<?, ?> resource) {
        ObjectNode tree = json.createObjectNode();
        tree.put("apiVersion", ResourceKind.API_VERSION);
        tree.put("kind", resource.kind());
        Metadata metadata = resource.metadata();
        ObjectNode about = tree.putObject("metadata");
        about.put("name", metadata.name());
        if (!metadata.namespace().isEmpty() && !metadata.namespace().equals(Engines.DEFAULT)) {
            about.put("namespace", metadata.namespace());
        }
        tree.set("spec", withoutDefaults(resource.spec()));
        return tree;
    }

    private JsonNode withoutDefaults(Object spec) {
        ObjectNode said = json.valueToTree(spec);
        try {
            drop(said, json.valueToTree(json.treeToValue(json.createObjectNode(), spec.getClass())), ALWAYS_SAID);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("a spec without fields is no spec", impossible);
        }
        return said;
    }

    private static void drop(ObjectNode said, JsonNode defaults, Set<String> kept) {
        Iterator<Map.Entry<String, JsonNode>> fields = said.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode unsaid = defaults.path(field.getKey());
            if (kept.contains(field.getKey())) {
                continue;
            }
            if (field.getValue() instanceof ObjectNode inner && unsaid.isObject()) {
                drop(inner, unsaid, Set.of());
            }
            if (field.getValue().equals(unsaid)
                    || field.getValue().isObject() && field.getValue().isEmpty()) {
                fields.remove();
            }
        }
    }
}

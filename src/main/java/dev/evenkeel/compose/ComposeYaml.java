package dev.evenkeel.compose;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * One compose file as a tree of maps, lists, text, numbers and booleans; {@link #NOTHING} stands for null.
 *
 * <p>Anchors and merge keys are undone. Plain words mean what they mean to Go's yaml: only {@code true} and
 * {@code false} are booleans, and {@code yes} is a word.
 */
final class ComposeYaml {

    /** What is written as null, or not at all. */
    static final Object NOTHING = new Object() {
        @Override
        public String toString() {
            return "";
        }
    };

    /** As in compose-go: what has more, through aliases of aliases, is no compose file. */
    private static final int NODES_MAX = 100_000;

    private static final String MERGE = "<<";
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Resolver RESOLVER = new Resolver();

    private final String file;
    private final Set<String> replaced = new TreeSet<>();
    private int nodes;

    private ComposeYaml(String file) {
        this.file = file;
    }

    /**
     * A document.
     *
     * @param replaced paths that are marked {@code !reset} or {@code !override}: what earlier files say there is void
     */
    record Document(Map<String, Object> tree, Set<String> replaced) {}

    static List<Document> documents(String file, String text) throws ComposeException {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(NODES_MAX);
        List<Document> documents = new ArrayList<>();
        try {
            for (Node root : new Yaml(options).composeAll(new StringReader(text))) {
                ComposeYaml yaml = new ComposeYaml(file);
                Object tree = yaml.value(root, "");
                if (tree instanceof Map<?, ?>) {
                    documents.add(new Document(asMap(tree), yaml.replaced));
                } else if (tree != NOTHING) {
                    throw new ComposeException(file, "", "a compose file is a mapping, and this is something else");
                }
            }
        } catch (YAMLException malformed) {
            throw new ComposeException(file, "", "this is not YAML: " + malformed.getMessage());
        }
        return documents;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    private Object value(Node node, String path) throws ComposeException {
        if (++nodes > NODES_MAX) {
            throw new ComposeException(file, path, "aliases make more than " + NODES_MAX + " values of this file");
        }
        String tag = node.getTag().getValue();
        if (tag.equals("!reset") || tag.equals("!override")) {
            replaced.add(path);
        }
        if (tag.equals("!reset")) {
            return NOTHING;
        }
        return switch (node) {
            case MappingNode mapping -> mapping(mapping, path);
            case SequenceNode sequence -> sequence(sequence, path);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new ComposeException(file, path, "cannot be read");
        };
    }

    private Map<String, Object> mapping(MappingNode mapping, String path) throws ComposeException {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new ComposeException(file, path, "a key must be text");
            }
            if (key.getValue().equals(MERGE) && key.isPlain()) {
                merge(merged, tuple.getValueNode(), path);
                continue;
            }
            String inner = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            if (values.putIfAbsent(key.getValue(), value(tuple.getValueNode(), inner)) != null) {
                throw new ComposeException(file, inner, "is said twice");
            }
            if (tuple.getValueNode().getTag().getValue().equals("!reset")) {
                values.remove(key.getValue());
            }
        }
        merged.forEach(values::putIfAbsent);
        return values;
    }

    /** What is there counts, and of several mappings the first. */
    private void merge(Map<String, Object> merged, Node source, String path) throws ComposeException {
        List<Node> sources = source instanceof SequenceNode several ? several.getValue() : List.of(source);
        for (Node one : sources) {
            if (!(one instanceof MappingNode mapping)) {
                throw new ComposeException(file, path, "only mappings can be merged with <<");
            }
            mapping(mapping, path).forEach(merged::putIfAbsent);
        }
    }

    private List<Object> sequence(SequenceNode sequence, String path) throws ComposeException {
        List<Object> values = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            values.add(value(item, path + "[" + values.size() + "]"));
        }
        return values;
    }

    /** A tag that YAML alone would not have given it says that it is text. */
    private static Object scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        boolean saidToBeText = scalar.getTag().equals(Tag.STR)
                && !RESOLVER.resolve(NodeId.scalar, text, true).equals(Tag.STR);
        return scalar.isPlain() && !saidToBeText ? plain(text) : text;
    }

    private static Object plain(String text) {
        if (NULLS.contains(text)) {
            return NOTHING;
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return TRUE.contains(text);
        }
        if (INTEGER.matcher(text).matches()) {
            return integer(text);
        }
        return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : text;
    }

    /** Go takes a 0 in front for the sign of an octal number; 08 is none, and so text. */
    private static Object integer(String text) {
        String sign = text.startsWith("-") ? "-" : "";
        String digits = text.replaceFirst("^[-+]", "").replace("_", "");
        String prefix = digits.length() > 1 ? digits.substring(0, 2).toLowerCase(Locale.ROOT) : "";
        return switch (prefix) {
            case "0x" -> new BigInteger(sign + digits.substring(2), 16);
            case "0b" -> new BigInteger(sign + digits.substring(2), 2);
            case "0o" -> new BigInteger(sign + digits.substring(2), 8);
            default -> {
                boolean octal = prefix.startsWith("0");
                yield octal && digits.matches(".*[89].*")
                        ? (Object) new BigDecimal(sign + digits)
                        : new BigInteger(sign + digits, octal ? 8 : 10);
            }
        };
    }
}

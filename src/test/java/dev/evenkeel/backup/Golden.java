package dev.evenkeel.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.evenkeel.registry.ResourceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folders of a scenario each: what is given, and what is expected of it. With {@code -Dgolden.rewrite=true} the expected
 * files are written anew; commit them only if you understand every line that changed.
 */
public final class Golden {

    public static final ResourceCodec CODEC = new ResourceCodec();

    private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    private Golden() {}

    /** The scenarios of a room, by name. */
    public static List<Path> folders(String room) {
        try (Stream<Path> all = Files.list(Path.of("src/test/resources/plans", room))) {
            return all.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static JsonNode given(Path folder, String file) {
        try {
            return YAML.readTree(folder.resolve(file).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static JsonNode parse(String yaml) throws JsonProcessingException {
        return YAML.readTree(yaml);
    }

    /** A value as YAML. */
    public static String yaml(Object value) {
        try {
            return YAML.writeValueAsString(CODEC.mapper().<JsonNode>valueToTree(value));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public static void expect(Path folder, String file, String actual) {
        try {
            if (REWRITE) {
                Files.writeString(folder.resolve(file), actual);
            }
            assertThat(actual).as(folder + "/" + file).isEqualTo(Files.readString(folder.resolve(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

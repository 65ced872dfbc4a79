package dev.evenkeel.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.backup.Golden;
import dev.evenkeel.resource.Violation;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whoever copies a manifest out of the documents at 3 a.m. has it accepted. */
final class ExamplesTest {

    private static final List<String> DOCUMENTS =
            List.of("docs/resources/restore.md", "docs/resources/volume.md", "docs/runbooks/restore.md");

    private static final Pattern MANIFEST =
            Pattern.compile("(?:```yaml\\n|<<'YAML'\\n)(.*?)(?:```|YAML\\n)", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyManifestIsAccepted() {
        return DOCUMENTS.stream().flatMap(document -> manifests(document).stream()
                .map(manifest -> dynamicTest(document + manifest.hashCode(), () -> check(manifest))));
    }

    private static void check(String manifest) throws IOException {
        JsonNode tree = Golden.parse(manifest);
        String name = tree.path("metadata").path("name").asText();
        JsonNode spec = tree.path("spec");
        List<Violation> violations = tree.path("kind").asText().equals("Volume")
                ? VolumeKind.INSTANCE.validate(name, Golden.CODEC.mapper().treeToValue(spec, VolumeSpec.class))
                : RestoreKind.INSTANCE.validate(name, Golden.CODEC.mapper().treeToValue(spec, RestoreSpec.class));
        assertThat(violations).as(manifest).isEmpty();
    }

    private static List<String> manifests(String document) {
        List<String> found = new ArrayList<>();
        try {
            Matcher matcher = MANIFEST.matcher(Files.readString(Path.of(document)));
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        assertThat(found).as(document).isNotEmpty();
        return found;
    }
}

package dev.evenkeel.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Projects in folders of their own, which docker compose reads, too. */
public final class ComposeFixtures {

    private static final Path ROOT = Path.of("src/test/resources/compose");

    private ComposeFixtures() {}

    public static List<Path> folders() {
        try (Stream<Path> all = Files.list(ROOT)) {
            return all.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Its files, in the order in which they are put over one another. */
    public static List<Path> files(Path folder) {
        return Stream.of("compose.yaml", "second.yaml")
                .map(folder::resolve)
                .filter(Files::exists)
                .toList();
    }

    /** With an environment that has nothing in it. */
    public static ComposeImport.Result read(Path folder) throws ComposeException {
        return ComposeImport.read(
                files(folder).stream().map(ComposeFixtures::source).toList(),
                Optional.empty(),
                folder,
                Map.of(),
                Stream.of(folder.resolve(".env"))
                        .filter(Files::exists)
                        .map(ComposeFixtures::source)
                        .toList(),
                "default");
    }

    private static ComposeSource source(Path file) {
        try {
            return new ComposeSource(file.getFileName().toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

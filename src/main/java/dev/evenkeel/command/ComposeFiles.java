package dev.evenkeel.command;

import dev.evenkeel.compose.ComposeSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds and reads the files of a compose project, as docker compose does. */
final class ComposeFiles {

    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");
    private static final List<String> OVERRIDES = List.of(
            "compose.override.yml",
            "compose.override.yaml",
            "docker-compose.override.yml",
            "docker-compose.override.yaml");

    private final Map<String, String> environment;
    private final Path current;
    private final InputStream in;

    /** @param current the folder of the process */
    ComposeFiles(Map<String, String> environment, Path current, InputStream in) {
        this.environment = environment;
        this.current = current;
        this.in = in;
    }

    /** Those that somebody names, or else those that the environment names, or else those that are usual. */
    List<String> files(List<String> named) throws IOException {
        if (!named.isEmpty()) {
            return named;
        }
        String listed = environment.getOrDefault("COMPOSE_FILE", "");
        if (!listed.isEmpty()) {
            String separator = environment.getOrDefault("COMPOSE_PATH_SEPARATOR", ":");
            return List.of(listed.split(Pattern.quote(separator)));
        }
        List<String> found = new ArrayList<>(first(NAMES));
        if (found.isEmpty()) {
            throw new IOException("no compose file is named, and there is none in " + current + "; name one, or - for"
                    + " standard input");
        }
        found.addAll(first(OVERRIDES));
        return found;
    }

    /** The folder of the project. */
    Path folder(List<String> files) {
        return files.stream()
                .filter(file -> !file.equals("-"))
                .findFirst()
                .map(file -> current.resolve(file).toAbsolutePath().normalize().getParent())
                .orElse(current);
    }

    /** Files of variables that somebody names, or else {@code .env} of the project. */
    List<ComposeSource> variables(List<String> named, Path folder) throws IOException {
        if (!named.isEmpty()) {
            return read(named);
        }
        Path usual = folder.resolve(".env");
        boolean off = Boolean.parseBoolean(environment.getOrDefault("COMPOSE_DISABLE_ENV_FILE", ""));
        return off || !Files.isRegularFile(usual) ? List.of() : read(List.of(usual.toString()));
    }

    List<ComposeSource> read(List<String> files) throws IOException {
        List<ComposeSource> read = new ArrayList<>();
        for (String file : files) {
            read.add(new ComposeSource(file.equals("-") ? "standard input" : file, TextFiles.read(file, current, in)));
        }
        return read;
    }

    private List<String> first(List<String> names) {
        return names.stream()
                .filter(name -> Files.isRegularFile(current.resolve(name)))
                .limit(1)
                .toList();
    }
}

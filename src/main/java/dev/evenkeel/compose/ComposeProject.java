package dev.evenkeel.compose;

import static dev.evenkeel.compose.ComposeYaml.NOTHING;
import static dev.evenkeel.compose.ComposeYaml.asMap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A project: what its files say together, with the variables filled in, of name, services, networks and volumes.
 *
 * @param tree of {@code services}, only with what decides who is on which network
 * @param origins which file said last what is at a path
 * @param unset variables that nobody set, and that stand for nothing
 */
record ComposeProject(
        String name,
        Path folder,
        Map<String, String> environment,
        Map<String, Object> tree,
        Map<String, String> origins,
        Set<String> unset) {

    private static final String NAME = "name";
    private static final String NAME_VARIABLE = "COMPOSE_PROJECT_NAME";

    /** Of the Compose Specification. */
    private static final Set<String> SECTIONS =
            Set.of("version", NAME, "include", "services", "models", "networks", "volumes", "secrets", "configs");

    /** Of a service, what decides on which networks it is. */
    private static final Set<String> OF_SERVICES = Set.of("networks", "network_mode", "provider", "extends");

    /**
     * What there is to read.
     *
     * @param name of the project, when somebody says it; otherwise it is found out as compose does
     * @param folder of the project
     * @param environment of the process
     * @param variables of files such as {@code .env}
     */
    record Sources(
            List<ComposeSource> files,
            Optional<String> name,
            Path folder,
            Map<String, String> environment,
            List<ComposeSource> variables) {}

    static ComposeProject read(Sources sources) throws ComposeException {
        Map<String, String> environment = environment(sources);
        Set<String> unset = new TreeSet<>();
        List<List<ComposeYaml.Document>> files = new ArrayList<>();
        for (ComposeSource file : sources.files()) {
            files.add(ComposeYaml.documents(file.file(), file.text()));
        }
        if (files.stream().flatMap(List::stream).allMatch(document -> document.tree()
                .isEmpty())) {
            throw new ComposeException(sources.files().getFirst().file(), "", "there is nothing in it");
        }
        String name = name(sources, files, new Template(environment, unset::add), environment);
        environment.put(NAME_VARIABLE, name);
        ComposeProject project =
                new ComposeProject(name, sources.folder(), environment, Map.of(), new LinkedHashMap<>(), unset);
        for (int i = 0; i < files.size(); i++) {
            for (ComposeYaml.Document document : files.get(i)) {
                project = project.with(sources.files().get(i).file(), document);
            }
        }
        return project;
    }

    /** Who says a variable first counts: the process, then the last of the files. */
    private static Map<String, String> environment(Sources sources) throws ComposeException {
        Map<String, String> read = new LinkedHashMap<>();
        for (ComposeSource file : sources.variables()) {
            Map<String, String> known = new LinkedHashMap<>(read);
            known.putAll(sources.environment());
            read.putAll(DotEnv.parse(file.file(), file.text(), known));
        }
        read.putAll(sources.environment());
        return read;
    }

    private static String name(
            Sources sources, List<List<ComposeYaml.Document>> files, Template template, Map<String, String> environment)
            throws ComposeException {
        Optional<String> said = sources.name()
                .or(() -> Optional.ofNullable(environment.get(NAME_VARIABLE)))
                .filter(text -> !text.isEmpty());
        if (said.isPresent()) {
            if (!normal(said.get()).equals(said.get())) {
                throw new ComposeException(
                        sources.files().getFirst().file(),
                        NAME,
                        "\"" + said.get() + "\" is no name of a project: lowercase letters, digits, - and _, beginning"
                                + " with a letter or digit");
            }
            return said.get();
        }
        String inFiles = "";
        for (int i = 0; i < files.size(); i++) {
            for (ComposeYaml.Document document : files.get(i)) {
                Object text = document.tree().getOrDefault(NAME, "");
                inFiles = text.toString().isEmpty()
                        ? inFiles
                        : filled(
                                template,
                                text.toString(),
                                sources.files().get(i).file(),
                                NAME);
            }
        }
        String name = normal(inFiles).isEmpty() ? normal(baseName(sources.folder())) : normal(inFiles);
        if (name.isEmpty()) {
            throw new ComposeException(
                    sources.files().getFirst().file(), NAME, "the project has no name; give one with --project-name");
        }
        return name;
    }

    private static String baseName(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "" : last.toString();
    }

    /** As compose makes names of folders. */
    static String normal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
    }

    private ComposeProject with(String file, ComposeYaml.Document document) throws ComposeException {
        for (String section : document.tree().keySet()) {
            if (!SECTIONS.contains(section) && !section.startsWith("x-")) {
                throw new ComposeException(file, section, "is no key that is known here");
            }
        }
        if (document.tree().containsKey("include")) {
            throw new ComposeException(
                    file,
                    "include",
                    "other projects are not read along; give their files, too, or " + ComposeException.SPELT_OUT);
        }
        Template template = new Template(environment, unset::add);
        Map<String, Object> read = new LinkedHashMap<>();
        for (String section : List.of("services", "networks", "volumes")) {
            Object said = document.tree().getOrDefault(section, NOTHING);
            if (said instanceof Map<?, ?>) {
                Object relevant = section.equals("services") ? services(asMap(said)) : said;
                read.put(section, filled(template, relevant, file, section));
            } else if (said != NOTHING) {
                throw new ComposeException(file, section, "must be a mapping");
            }
        }
        Map<String, Object> before = tree;
        for (String path : document.replaced()) {
            before = ComposeMerge.without(before, path);
        }
        Map<String, Object> merged = new ComposeMerge(file).over(before, read);
        return new ComposeProject(name, folder, environment, merged, origins, unset);
    }

    private static Map<String, Object> services(Map<String, Object> services) {
        Map<String, Object> relevant = new LinkedHashMap<>();
        services.forEach((key, service) -> {
            Map<String, Object> said = new LinkedHashMap<>(service instanceof Map<?, ?> ? asMap(service) : Map.of());
            said.keySet().retainAll(OF_SERVICES);
            relevant.put(key, said);
        });
        return relevant;
    }

    /** The value with its variables filled in; notes where it comes from. */
    private Object filled(Template template, Object value, String file, String path) throws ComposeException {
        origins.put(path, file);
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> filled = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    String key = entry.getKey().toString();
                    filled.put(key, filled(template, entry.getValue(), file, path + "." + key));
                }
                yield filled;
            }
            case List<?> list -> {
                List<Object> filled = new ArrayList<>();
                for (Object item : list) {
                    filled.add(filled(template, item, file, path + "[" + filled.size() + "]"));
                }
                yield filled;
            }
            case String text -> filled(template, text, file, path);
            default -> value;
        };
    }

    private static String filled(Template template, String text, String file, String path) throws ComposeException {
        try {
            return template.fill(text);
        } catch (IllegalArgumentException unfit) {
            throw new ComposeException(file, path, unfit.getMessage());
        }
    }

    /** The file that said last what is at the path, or around it. */
    String originOf(String path) {
        String part = path;
        while (!origins.containsKey(part) && part.contains(".")) {
            part = part.substring(0, part.lastIndexOf('.'));
        }
        return origins.getOrDefault(part, "");
    }

    /** A section; empty when no file has it. */
    Map<String, Object> section(String section) {
        return asMap(tree.getOrDefault(section, Map.of()));
    }
}

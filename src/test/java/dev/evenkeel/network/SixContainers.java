package dev.evenkeel.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.RealEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Six kinds of container on the network {@code backend}: with a fixed address and aliases, with none, on two networks
 * with a link, exited, never started, paused.
 */
final class SixContainers {

    private static final List<String> NAMES = List.of("fixed", "plain", "linked", "exited", "never", "paused");

    private final Function<String[], String> engine;

    /** @param engine runs the docker command */
    SixContainers(Function<String[], String> engine) {
        this.engine = engine;
    }

    void run() {
        docker("network", "create", "other");
        start("run", "fixed", "--ip", "10.81.0.100", "--network-alias", "db", "--network-alias", "postgres");
        start("run", "plain", "--restart", "always");
        start("run", "linked", "--link", "fixed:store");
        docker("network", "connect", "--alias", "elsewhere", "other", "linked");
        start("run", "exited", "--ip", "10.81.0.101", "--network-alias", "batch");
        docker("kill", "exited");
        start("create", "never", "--ip", "10.81.0.102", "--network-alias", "spare");
        start("run", "paused", "--ip", "10.81.0.103");
        docker("pause", "paused");
    }

    void unpause() {
        if (docker("ps", "-q", "--filter", "status=paused").isEmpty()) {
            return;
        }
        docker("unpause", "paused");
    }

    /** Whoever was not running can be, in the place that was kept for it. */
    void startAll() {
        docker("start", "exited", "never");
    }

    /** Those that run when nothing happens to the engine run again. */
    void startAfterACrash() {
        docker("start", "fixed", "linked", "paused");
        docker("pause", "paused");
    }

    /** Who is where and how, without what changes by itself: ids, and what the engine chooses. */
    String world() {
        List<String> places = new ArrayList<>();
        NAMES.forEach(name -> places.addAll(places(name)));
        return String.join("\n", places);
    }

    private String docker(String... words) {
        return engine.apply(words);
    }

    private void start(String command, String name, String... options) {
        List<String> words = new ArrayList<>(List.of(command));
        if (command.equals("run")) {
            words.add("-d");
        }
        words.addAll(List.of("--name", name, "--network", "backend"));
        words.addAll(Arrays.asList(options));
        words.add(RealEngine.IMAGE);
        docker(words.toArray(String[]::new));
    }

    private List<String> places(String container) {
        JsonNode inspected = EvenkeelProcess.json(docker("inspect", container)).get(0);
        List<String> places = new ArrayList<>();
        inspected.path("NetworkSettings").path("Networks").properties().forEach(entry -> {
            JsonNode endpoint = entry.getValue();
            String fixed = endpoint.path("IPAMConfig").path("IPv4Address").asText();
            boolean live = !endpoint.path("EndpointID").asText().isEmpty();
            places.add(container + " " + inspected.path("State").path("Status").asText() + " on " + entry.getKey()
                    + " as "
                    + (fixed.isEmpty() || !live
                            ? fixed
                            : endpoint.path("IPAddress").asText())
                    + " aka "
                    + texts(endpoint.path("Aliases"), inspected.path("Id").asText())
                    + " links " + texts(endpoint.path("Links"), "-")
                    + " options " + endpoint.path("DriverOpts").properties() + " priority "
                    + endpoint.path("GwPriority").asInt() + (live ? " live" : ""));
        });
        return places.stream().sorted().toList();
    }

    /** Engines before 25 add the beginning of the container's id to its aliases. */
    private static List<String> texts(JsonNode array, String id) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return Stream.of(new TreeSet<>(texts))
                .flatMap(TreeSet::stream)
                .filter(text -> !id.startsWith(text))
                .toList();
    }
}

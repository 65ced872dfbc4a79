package dev.evenkeel.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.engine.EngineOperation;
import dev.evenkeel.engine.HelperCreation;
import dev.evenkeel.engine.VolumeCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the socket proxy of compose.hardened.yaml lets through, and what this client asks for, are the same. With {@code
 * -Dgolden.rewrite=true} the proxy's list is written anew.
 */
final class SocketProxyTest {

    private static final Path CONFIGURATION = Path.of("deploy/haproxy/socket-proxy.cfg");
    private static final String BEGIN = "  # begin\n";
    private static final String END = "  # end\n";
    private static final Map<String, String> LABELS = Map.of("dev.evenkeel.uid", "1", "dev.evenkeel.helper", "tar");

    @Test
    void itLetsThroughEveryRequestThatTheClientCanSendAndNoOther() throws IOException {
        String written = Files.readString(CONFIGURATION);
        int begin = written.indexOf(BEGIN) + BEGIN.length();
        String list =
                DockerOperations.requests().map(SocketProxyTest::line).collect(Collectors.joining("\n  ", "  ", "\n"));
        String expected = written.substring(0, begin) + list + written.substring(written.indexOf(END));
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(CONFIGURATION, expected);
        }
        assertThat(Files.readString(CONFIGURATION)).isEqualTo(expected);
    }

    @Test
    void everyOperationIsInTheList() {
        assertThat(DockerOperations.requests().map(Map.Entry::getValue))
                .containsOnlyOnceElementsOf(Set.of(EngineOperation.container_create, EngineOperation.volume_create))
                .contains(EngineOperation.values());
    }

    @Test
    void itTakesTheHelpersThatAreMadeAndNoOtherContainer() throws IOException {
        Pattern helper = condition("is_a_helper");
        HelperCreation silent = new HelperCreation("evenkeel-empty:latest", "uploads", "/data", false, LABELS);
        HelperCreation tar = new HelperCreation(
                "sha256:1",
                List.of("tar", "--create", "--transform=s,^\\.,data,", "."),
                Set.of("DAC_READ_SEARCH"),
                "uploads",
                "/data",
                true,
                LABELS);
        for (HelperCreation creation : List.of(silent, tar)) {
            String body = DockerRequests.helper(creation).toString();
            assertThat(body).matches(helper);
            for (String hostile : List.of(
                    body.replace("\"CapDrop\"", "\"Privileged\":true,\"CapDrop\""),
                    body.replace("\"NetworkMode\":\"none\"", "\"NetworkMode\":\"host\""),
                    body.replace("\"Type\":\"volume\"", "\"Type\":\"bind\""),
                    body.replace("\"Mounts\"", "\"Binds\":[\"/:/host\"],\"Mounts\""),
                    body.replaceFirst("\\}$", ",\"hostconfig\":{\"Privileged\":true}}"),
                    body.replace("uploads", "up\\u006coads"),
                    body + body.replace("none", "host"))) {
                assertThat(hostile).isNotEqualTo(body).doesNotMatch(helper);
            }
        }
        ObjectNode mighty = DockerRequests.helper(new HelperCreation(
                "i", List.of("sh"), Set.of("DAC_READ_SEARCH", "SYS_ADMIN"), "v", "/data", true, LABELS));
        assertThat(mighty.toString()).doesNotMatch(helper);
    }

    @Test
    void itTakesVolumesThatAreNoneOfTheHost() throws IOException {
        Pattern ours = condition("is_not_of_the_host");
        assertThat(volume(Map.of())).matches(ours);
        assertThat(volume(Map.of("size", "10G"))).matches(ours);
        assertThat(volume(Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=10m")))
                .matches(ours);
        assertThat(volume(Map.of("type", "nfs", "device", ":/export", "o", "addr=10.0.0.1,rw")))
                .matches(ours);
        assertThat(volume(Map.of("type", "none", "device", "/etc", "o", "bind")))
                .doesNotMatch(ours);
        assertThat(volume(Map.of("type", "nfs", "device", "/etc", "o", "ro,BIND")))
                .doesNotMatch(ours);
        assertThat(volume(Map.of("type", "ext4", "device", "/dev/vda"))).doesNotMatch(ours);
        assertThat(volume(Map.of("type", "tmpfs", "device", "/etc", "x", "1"))).doesNotMatch(ours);
        assertThat(volume(Map.of()).replace("}", ",\"driveropts\":{\"device\":\"/\"}}"))
                .doesNotMatch(ours);
    }

    private static String volume(Map<String, String> options) {
        return DockerRequests.volume(new VolumeCreation("data", "local", options, Map.of("a \"b\"", "ü\\")))
                .toString();
    }

    /** HAProxy takes what is between single quotes as it is. */
    private static Pattern condition(String name) throws IOException {
        Matcher matcher = Pattern.compile("acl " + name + " req\\.body -m reg '([^']*)'")
                .matcher(Files.readString(CONFIGURATION));
        assertThat(matcher.find()).as(name).isTrue();
        return Pattern.compile(matcher.group(1));
    }

    private static String line(Map.Entry<String, EngineOperation> request) {
        String[] words = request.getKey().split(" ", 2);
        // Asked before a version is agreed on.
        String version = request.getValue() == EngineOperation.ping ? "" : "/v1\\.[0-9]+";
        return "http-request set-var(txn.operation) str(%s) if { method %s } { path -m reg '^%s%s$' }"
                .formatted(request.getValue(), words[0], version, words[1]);
    }
}

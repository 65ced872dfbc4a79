package dev.evenkeel.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code evenkeel serve}: an option is a setting, and serving is somebody else's. */
final class ServeCommandTest {

    private final Map<String, String> seen = new TreeMap<>();
    private Properties before;

    @BeforeEach
    void remember() {
        before = (Properties) System.getProperties().clone();
    }

    @AfterEach
    void restore() {
        System.setProperties(before);
    }

    @Test
    void everyOptionIsTheSettingOfItsName() {
        Said said = serve(
                "--data-dir=/srv/evenkeel",
                "--docker-host=tcp://engine:2375",
                "--api-host=0.0.0.0",
                "--api-port=8443",
                "--management-host=::1",
                "--management-port=9001",
                "--backup-path=/mnt/usb",
                "--resync=1m",
                "--log-format=json");
        assertThat(said).isEqualTo(new Said(0, "", ""));
        assertThat(seen)
                .isEqualTo(Map.of(
                        "evenkeel.data-dir", "/srv/evenkeel",
                        "evenkeel.docker-host", "tcp://engine:2375",
                        "evenkeel.api-host", "0.0.0.0",
                        "evenkeel.api-port", "8443",
                        "evenkeel.management-host", "::1",
                        "evenkeel.management-port", "9001",
                        "evenkeel.backup.path", "/mnt/usb",
                        "evenkeel.resync", "1m",
                        "evenkeel.log.format", "json"));
    }

    @Test
    void withoutOptionsNothingIsSet() {
        assertThat(serve().code()).isZero();
        assertThat(seen).isEmpty();
    }

    @Test
    void whatIsNoPortIsRefusedBeforeAnythingIsServed() {
        for (String port : new String[] {"0", "65536", "-1", "https"}) {
            Said said = serve("--api-port=" + port);
            assertThat(said.code()).as(port).isEqualTo(1);
            assertThat(said.err()).as(port).contains("--api-port", port, "Try 'evenkeel serve --help'.");
        }
        assertThat(serve("--management-port=65535").code()).isZero();
    }

    @Test
    void whyItDoesNotServeIsSaid() {
        Callable<Integer> refusing = () -> {
            throw new IOException("another Evenkeel is running");
        };
        assertThat(Said.by(new ServeCommand(refusing), "serve"))
                .isEqualTo(new Said(1, "", "evenkeel: another Evenkeel is running\n"));
    }

    private Said serve(String... options) {
        seen.clear();
        String[] words = new String[options.length + 1];
        words[0] = "serve";
        System.arraycopy(options, 0, words, 1, options.length);
        return Said.by(new ServeCommand(this::note), words);
    }

    private int note() {
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("evenkeel.") && before.getProperty(key) == null)
                .forEach(key -> seen.put(key, System.getProperty(key)));
        return 0;
    }
}

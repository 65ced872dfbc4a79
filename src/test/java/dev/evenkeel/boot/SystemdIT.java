package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.backup.VolumeFixture;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service, installed by its installer on a machine on which systemd runs everything. */
final class SystemdIT {

    /** What the unit keeps from the service (ProtectHome, PrivateTmp): the engine of the tests is where the sources are. */
    private static final List<String> HIDDEN = List.of("/home/", "/root/", "/run/user/", "/tmp/", "/var/tmp/");

    private static final String UNIT = "deploy/systemd/evenkeel.service";
    private static final String NETWORK = """
            {"apiVersion": "evenkeel.dev/v1", "kind": "Network", "metadata": {"name": "shop"},
             "spec": {"ipam": {"config": [{"subnet": "10.91.0.0/24"}]}}}""";

    private static Machine machine;

    @BeforeAll
    static void boot() {
        machine = Machine.up();
    }

    @AfterAll
    static void shutDown() {
        machine.close();
        RealEngine.openEmpty().close();
    }

    @BeforeEach
    void clear() {
        RealEngine.openEmpty().close();
    }

    /** As systemd-analyze security counts, from 0 to 10. */
    @Test
    void itsExposureIsLowAlsoWhereItMayReadVolumes(@TempDir Path folder) throws IOException {
        String unit = Files.readString(Path.of(UNIT));
        String dropIn = Files.readString(Path.of("deploy/systemd/read-volumes.conf"));
        Path with = Files.writeString(folder.resolve("evenkeel.service"), unit + dropIn.replace("[Service]", ""));
        for (String of : List.of(UNIT, with.toString())) {
            assertThat(Tool.ours("systemd-analyze")
                            .run("security", "--offline=yes", "--no-pager", "--threshold=20", of)
                            .ok())
                    .contains("Overall exposure level");
        }
    }

    @Test
    void installedItKeepsANetworkComesBackAndIsUpgradedWithItsSettings() {
        assertThat(machine.install().ok()).contains("Evenkeel is installed, and runs", "/var/lib/evenkeel/kubeconfig");
        assertThat(machine.service("UnitFileState")).isEqualTo("enabled");
        assertThat(machine.service("User")).isEqualTo("evenkeel");
        assertThat(machine.run("systemd-analyze", "verify", "evenkeel.service").ok())
                .isEmpty();
        machine.create("networks", NETWORK);
        awaitReady();
        // It is, where the unit lets it be seen how much room there is.
        machine.eventually("backupstores", "local", store -> EvenkeelProcess.isTrue(store, "Ready"));
        assertThat(machine.run("evenkeel", "kubeconfig").ok()).contains("current-context");
        assertThat(machine.run("evenkeel", "token", "list").ok()).contains("admin");
        assertThat(machine.run("setpriv", "--reuid=65534", "--clear-groups", "evenkeel", "token", "list")
                        .complaint())
                .contains("run it as root");
        assertThat(machine.run("find", "/var/lib/evenkeel", "!", "-user", "evenkeel")
                        .ok())
                .isEmpty();

        String before = machine.service("MainPID");
        machine.run("kill", "-KILL", before).ok();
        await().atMost(Machine.PATIENCE).until(() -> !List.of(before, "0").contains(machine.service("MainPID")));
        RealEngine.docker("network", "rm", "shop");
        awaitReady();
        await().atMost(Machine.PATIENCE).until(() -> RealEngine.docker("network", "ls", "--format={{.Name}}")
                .lines()
                .anyMatch("shop"::equals));
        RealEngine.docker("volume", "create", "uploads");
        assertThat(captureOf("as-it-is")).isEqualTo("Archive");

        machine.run("sed", "--in-place", "$ a EVENKEEL_RESYNC=11s", "/etc/evenkeel/evenkeel.env")
                .ok();
        assertThat(machine.install("--read-volumes").ok()).contains("Evenkeel is upgraded, and runs");
        assertThat(machine.service("Result")).isEqualTo("success");
        assertThat(machine.run("cat", "/etc/evenkeel/evenkeel.env").ok()).contains("EVENKEEL_RESYNC=11s");
        awaitReady();
        String uploads = VolumeFixture.mountPoint("uploads").toString();
        assertThat(captureOf("by-tar"))
                .as(uploads)
                .isEqualTo(HIDDEN.stream().anyMatch(uploads::startsWith) ? "Archive" : "Tar");

        assertThat(machine.install("--uninstall").ok()).contains("/var/lib/evenkeel and the user evenkeel stay");
        assertThat(machine.service("LoadState")).isEqualTo("not-found");
        assertThat(machine.run("sh", "-c", "ls -d /opt/evenkeel /usr/local/bin/evenkeel || pgrep -u evenkeel")
                        .complaint())
                .contains("/opt/evenkeel", "/usr/local/bin/evenkeel");
        assertThat(machine.run("ls", "/var/lib/evenkeel/registry.db", "/etc/evenkeel/evenkeel.env")
                        .ok())
                .contains("registry.db");
        machine.install("--uninstall", "--purge").ok();
        assertThat(machine.run("ls", "/var/lib/evenkeel", "/etc/evenkeel").complaint())
                .contains("/var/lib/evenkeel", "/etc/evenkeel");
        assertThat(machine.run("id", "evenkeel").complaint()).contains("no such user");
        assertThat(RealEngine.docker("network", "ls", "--format={{.Name}}")).contains("shop");
    }

    @Test
    void whereItCannotBeInstalledItSaysWhatToDo() {
        String script = Path.of("deploy/systemd/install").toAbsolutePath().toString();
        assertThat(machine.run("setpriv", "--reuid=65534", "--clear-groups", script)
                        .complaint())
                .contains("run it as root");
        assertThat(machine.run("unshare", "--mount", "sh", "-c", "mount -t tmpfs none /run/systemd && exec " + script)
                        .complaint())
                .contains("systemd does not run here");
        assertThat(machine.install("--purge").complaint()).contains("--purge goes with --uninstall");
        assertThat(machine.run("ls", "/opt/evenkeel").exit()).isNotZero();
    }

    @Test
    void forAPackageItOnlyLaysFilesOut(@TempDir Path folder) throws IOException {
        Path first = folder.resolve("first");
        Path root = folder.resolve("second");
        Tool install = Tool.ours("deploy/systemd/install");
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        install.run(environment, "--root", first.toString()).ok();
        // What is laid out is laid out like a distribution, and installs itself.
        Tool.ours(first.resolve("opt/evenkeel/systemd/install").toString())
                .run(environment, "--root", root.toString())
                .ok();
        assertThat(Stream.of(
                        "opt/evenkeel/bin/evenkeel",
                        "opt/evenkeel/quarkus-run.jar",
                        "opt/evenkeel/docs/operations.md",
                        "opt/evenkeel/systemd/install",
                        "usr/local/bin/evenkeel",
                        "usr/local/lib/systemd/system/evenkeel.service",
                        "usr/local/lib/sysusers.d/evenkeel.conf",
                        "etc/evenkeel/evenkeel.env"))
                .allSatisfy(file -> assertThat(root.resolve(file)).exists());
        assertThat(Tool.ours(root.resolve("opt/evenkeel/bin/evenkeel").toString())
                        .run(environment, "version")
                        .ok())
                .startsWith("evenkeel ");
        install.run(environment, "--uninstall", "--purge", "--root", root.toString())
                .ok();
        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static void awaitReady() {
        machine.eventually("networks", "shop", network -> EvenkeelProcess.isTrue(network, "Ready"));
    }

    private static String captureOf(String backup) {
        machine.create("backups", """
                {"apiVersion": "evenkeel.dev/v1", "kind": "Backup", "metadata": {"name": "%s"},
                 "spec": {"volumes": ["uploads"]}}""".formatted(backup));
        JsonNode done = machine.eventually(
                "backups", backup, one -> one.at("/status/phase").asText().startsWith("Succeeded"));
        return done.at("/status/archives/0/capture").asText();
    }
}

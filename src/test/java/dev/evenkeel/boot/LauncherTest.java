package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script deploy/evenkeel: which Java it takes, with which options, and what it says when something is missing. */
final class LauncherTest {

    private static final Path SCRIPT = Path.of("deploy/evenkeel").toAbsolutePath();

    @TempDir
    Path temporary;

    private Path folder;
    private Path home;
    private Path java;

    private record Result(int code, String out, String err) {}

    /** An installation as of an image or a distribution, and a Java that says what it was asked for. */
    @BeforeEach
    void install() throws IOException {
        folder = temporary.toRealPath();
        home = folder.resolve("opt/evenkeel");
        Files.createDirectories(home.resolve("bin"));
        Files.copy(SCRIPT, home.resolve("bin/evenkeel"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(home.resolve("quarkus-run.jar"));
        java = runtime("jre", "25.0.1");
    }

    @Test
    void theProgramIsStartedWithALimitOfItsHeapAndTheWordsOfTheUser() throws Exception {
        Result result = evenkeel(Map.of(), "token", "add", "two words");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .containsExactly(
                        java + "/bin/java",
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        home + "/quarkus-run.jar",
                        "token",
                        "add",
                        "two words");
    }

    @Test
    void whatRunsForLongIsCompiledAsWellAsCanBe() throws Exception {
        for (String[] words : new String[][] {{}, {"serve"}, {"restore", "--all"}}) {
            assertThat(evenkeel(Map.of(), words).out()).doesNotContain("Tiered");
        }
    }

    @Test
    void theHeapIsAsLargeAsIsSaidAndJavasOwnVariablesWin() throws Exception {
        assertThat(evenkeel(Map.of("EVENKEEL_HEAP", "2g")).out()).contains("-Xmx2g\n");
        for (String options : List.of("-Xmx1g", "-XX:MaxRAMPercentage=50", "-ea -XX:MaxHeapSize=1g")) {
            for (String variable : List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")) {
                assertThat(evenkeel(Map.of(variable, options)).out())
                        .as(variable + "=" + options)
                        .doesNotContain("-Xmx");
            }
        }
        assertThat(evenkeel(Map.of("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC")).out())
                .contains("-Xmx512m\n");
    }

    @Test
    void whatAnImageHasBesideTheProgramIsUsed() throws Exception {
        // As uname -m has it.
        Path natives = home.resolve("native/" + System.getProperty("os.arch").replace("amd64", "x86_64"));
        Files.createDirectories(natives);
        Files.createFile(home.resolve("classes.jsa"));
        assertThat(evenkeel(Map.of()).out())
                .contains(
                        "-XX:SharedArchiveFile=" + home + "/classes.jsa\n",
                        "-Dorg.sqlite.lib.path=" + natives + "\n",
                        "-DZstdNativePath=" + natives + "/libzstd-jni.so\n")
                .as("an archive of classes was made without it")
                .doesNotContain("native-access");
        assertThat(evenkeel(Map.of("EVENKEEL_CLASSES", "-XX:ArchiveClassesAtExit=x"))
                        .out())
                .contains("-XX:ArchiveClassesAtExit=x\n")
                .doesNotContain("SharedArchiveFile");
    }

    @Test
    void aLinkToItIsAsGood() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("evenkeel"), home.resolve("bin/evenkeel"));
        assertThat(run(Map.of("JAVA_HOME", java.toString()), link.toString()).out())
                .contains(home + "/quarkus-run.jar\n");
    }

    @Test
    void aJavaThatIsTooOldIsPassedOver() throws Exception {
        Path old = runtime("old", "17.0.9");
        Path path = Files.createDirectory(folder.resolve("path"));
        Files.createSymbolicLink(path.resolve("java"), java.resolve("bin/java"));
        Result result = run(
                Map.of("JAVA_HOME", old.toString(), "PATH", path + ":/usr/bin:/bin"),
                home.resolve("bin/evenkeel").toString());
        assertThat(result.out()).startsWith(java + "/bin/java\n");
    }

    @Test
    void whatIsMissingIsNamedAndHowToGetIt() throws Exception {
        Files.delete(home.resolve("quarkus-run.jar"));
        assertThat(evenkeel(Map.of()))
                .isEqualTo(new Result(
                        1,
                        "",
                        "evenkeel: there is no quarkus-run.jar in " + home
                                + ", where it should be: unpack or install Evenkeel again\n"));
        Files.createFile(home.resolve("pom.xml"));
        assertThat(evenkeel(Map.of()).err()).startsWith("evenkeel: it has not been built yet: ./mvnw ");
    }

    private Result evenkeel(Map<String, String> environment, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/evenkeel").toString()));
        command.addAll(List.of(words));
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", java.toString());
        return run(all, command.toArray(String[]::new));
    }

    private Result run(Map<String, String> environment, String... command) throws Exception {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "EVENKEEL_HEAP", "EVENKEEL_CLASSES"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes());
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    private Path runtime(String name, String version) throws IOException {
        Path runtime = folder.resolve(name);
        Files.createDirectories(runtime.resolve("bin"));
        Files.writeString(runtime.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path program = Files.writeString(runtime.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return runtime;
    }
}

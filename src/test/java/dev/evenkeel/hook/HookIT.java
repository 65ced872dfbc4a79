package dev.evenkeel.hook;

import static dev.evenkeel.engine.RealEngine.docker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.boot.EngineProxy;
import dev.evenkeel.boot.EvenkeelProcess;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineExec;
import dev.evenkeel.engine.RealEngine;
import dev.evenkeel.engine.StagedEngine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands in real containers. */
final class HookIT {

    private static final HookRunner RUNNER = new HookRunner(
            Clock.systemUTC(), System::nanoTime, () -> UUID.randomUUID().toString());

    private Engine engine;

    @BeforeEach
    void open() {
        engine = RealEngine.openEmpty();
        docker("volume", "create", "data");
        docker("run", "--detach", "--name", "app", "-v", "data:/data", RealEngine.IMAGE, "sleep", "1000");
    }

    @AfterEach
    void close() {
        engine.close();
        RealEngine.openEmpty().close();
    }

    @Test
    void aCommandIsRunAsSaidAndItsEndIsKept() {
        HookRun run = run("65534", 10, "sh", "-c", "id -u; echo oops >&2; seq 1 3000; exit 4");
        assertThat(run.outcome()).isEqualTo(HookOutcome.Failed);
        assertThat(run.exitCode()).contains(4);
        assertThat(run.output()).contains("2999\n3000").hasSizeLessThanOrEqualTo(OutputTail.BYTES_MAX);
        HookRun small = run("65534", 10, "sh", "-c", "id -u; echo oops >&2");
        assertThat(small.outcome()).isEqualTo(HookOutcome.Succeeded);
        assertThat(small.output()).contains("65534").contains("oops");
        assertThat(run("", 10, "/no/such/program").outcome()).isEqualTo(HookOutcome.Failed);
    }

    @Test
    void whatHangsIsKilledOnTimeWithAllItHasStarted() {
        HookRun run = run("", 1, "sh", "-c", "sleep 4711 & echo begun; sleep 4712");
        assertThat(run.outcome()).isEqualTo(HookOutcome.TimedOut);
        assertThat(run.message()).endsWith("did not end within 1 s: it was killed");
        assertThat(run.output()).isEqualTo("begun");
        assertThat(run.milliseconds()).isGreaterThanOrEqualTo(1000L);
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> !docker("top", "app").contains("471"));
    }

    @Test
    void aShellInTheContainerKillsWhatCannotBeKilledFromHere() {
        Engine elsewhere = StagedEngine.of(engine, (method, real) -> {
            Object answer = real.done();
            return answer instanceof EngineExec exec ? new EngineExec(exec.running(), exec.exitCode(), 0) : answer;
        });
        HookRun run = RUNNER.run(elsewhere, hook("", 1, "sh", "-c", "sleep 4711 & sleep 4712"));
        assertThat(run.message()).endsWith("did not end within 1 s: it was killed by a shell in the container");
        await().atMost(EvenkeelProcess.PATIENCE)
                .until(() -> !docker("top", "app").contains("471"));
        assertThat(docker("inspect", "--format", "{{.State.Status}}", "app")).isEqualTo("running");
    }

    @Test
    void theLaterOnesAreRunAlthoughTheProgramWasKilledInBetween() throws IOException {
        String manifest = """
                metadata: {name: one}
                spec:
                  volumes: [data]
                  hooks:
                    pre: [{container: app, command: [sh, -c, echo pre >> /tmp/hooks]}]
                    post: [{container: app, command: [sh, -c, echo post >> /tmp/hooks]}]
                """;
        Path folder = Files.createTempDirectory("ek");
        try (EngineProxy proxy = new EngineProxy(RealEngine.host(), folder.resolve("proxy.sock"));
                EvenkeelProcess evenkeel =
                        EvenkeelProcess.on(folder.resolve("data"), proxy.uri()).start()) {
            HttpResponse<String> refused = evenkeel.post("backups", manifest);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("spec.hooks.pre[0].command").contains("evenkeel.policy.exec-hooks");
            evenkeel.kill();
            evenkeel.with("EVENKEEL_POLICY_EXEC_HOOKS", "true").start();
            proxy.at(1, true, evenkeel::kill);
            evenkeel.create("backups", manifest);
            await().atMost(Duration.ofSeconds(30)).until(() -> !evenkeel.running());
            assertThat(docker("exec", "app", "cat", "/tmp/hooks")).isEqualTo("pre");
            proxy.countOnly();
            evenkeel.start();
            evenkeel.eventually(
                    "backups",
                    "one",
                    backup -> backup.path("status").path("phase").asText().startsWith("Succeeded"));
            assertThat(docker("exec", "app", "cat", "/tmp/hooks").lines())
                    .containsExactly("pre", "post", "pre", "post");
        }
    }

    private HookRun run(String user, int timeoutSeconds, String... command) {
        return RUNNER.run(engine, hook(user, timeoutSeconds, command));
    }

    private static HookSpec hook(String user, int timeoutSeconds, String... command) {
        return new HookSpec("app", List.of(command), user, timeoutSeconds, HookSpec.OnError.Fail);
    }
}

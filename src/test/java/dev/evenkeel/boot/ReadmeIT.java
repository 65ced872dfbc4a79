package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.boot.ReadmeScript.Step;
import dev.evenkeel.engine.RealEngine;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever types what README.md says sees what README.md says.
 *
 * <p>Every step of its {@code sh} blocks is run by bash, in order, and must end with 0. When the output does not contain
 * what the step's {@code # →} lines say, the step is run again, for half a minute: things take a moment to come true.
 * Two commands are special: {@code deploy/run} stays in the foreground, so it is started, and beside it everything after
 * it is run; {@code deploy/test} is what runs this test, so only its help is asked for.
 */
final class ReadmeIT {

    private static final String STARTED = "Ctrl-C ends it.";

    @TempDir
    Path folder;

    @Test
    void whoeverTypesAlongSeesWhatTheReadmeSays() {
        try (RunScript run = new RunScript(folder, RealEngine.host())) {
            RealEngine.openEmpty().close();
            StringBuilder variables = new StringBuilder();
            for (Step step : ReadmeScript.of(Path.of("README.md")).steps()) {
                if (step.isCommand("deploy/run")) {
                    run.start(STARTED);
                    assertThat(run.said()).contains(step.expected());
                    RunScript.Result second = run.shell("deploy/run");
                    assertThat(second.output()).contains("Evenkeel runs already, with its data in");
                    assertThat(second.code()).isEqualTo(1);
                } else if (step.isCommand("deploy/test")) {
                    assertThat(run.shell("deploy/test --help").code()).isZero();
                } else if (step.onlySetsVariables()) {
                    variables.append(step.text()).append('\n');
                } else {
                    follow(run, variables + step.text(), step);
                }
            }
            assertThat(run.end("INT")).as(run.said()).isZero();
            assertThat(run.said()).contains("stopping Evenkeel", " stopped");
            assertThat(run.listening()).isFalse();

            run.start(STARTED);
            assertThat(run.said()).contains("is declared already");
            assertThat(run.end("TERM")).as(run.said()).isZero();
            assertThat(run.listening()).isFalse();
        } finally {
            RealEngine.openEmpty().close();
        }
    }

    @Test
    void theScriptsTellWhatTheyDo() {
        try (RunScript run = new RunScript(folder, RealEngine.host())) {
            for (String script : new String[] {"deploy/run", "deploy/test", "deploy/engine"}) {
                RunScript.Result help = run.shell(script + " --help");
                assertThat(help.code()).isZero();
                assertThat(help.output()).startsWith("Usage: " + script);
            }
        }
    }

    private static void follow(RunScript run, String text, Step step) {
        await().alias(step.text())
                .atMost(EvenkeelProcess.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> {
                    RunScript.Result result = run.shell(text);
                    assertThat(result.code()).as(result.output()).isZero();
                    assertThat(result.output()).contains(step.expected());
                });
    }
}

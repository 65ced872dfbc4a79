package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Evenkeel for all tests of a class; each of them finds the engine empty, and nothing of its kind declared. */
public final class SharedEvenkeel implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final String plural;
    private final EvenkeelProcess process;

    private SharedEvenkeel(String plural, EvenkeelProcess process) {
        this.plural = plural;
        this.process = process;
    }

    /** For tests about one kind. */
    public static SharedEvenkeel of(String plural) {
        try {
            EvenkeelProcess process = EvenkeelProcess.on(Files.createTempDirectory("ek"), RealEngine.host());
            return new SharedEvenkeel(plural, process.with("EVENKEEL_RESYNC", "2s"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public EvenkeelProcess process() {
        return process;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        RealEngine.openEmpty().close();
        process.start();
    }

    /** A volume that is in use would not go otherwise, and one that is kept is removed with the engine's others. */
    @Override
    public void beforeEach(ExtensionContext context) {
        RealEngine.openEmpty().close();
        String answer = process.send("GET", EvenkeelProcess.collection(plural), "application/json", "")
                .body();
        for (JsonNode item : EvenkeelProcess.json(answer).path("items")) {
            String name = item.path("metadata").path("name").asText();
            if (plural.equals("volumes")) {
                process.merge(plural, name, "{\"spec\":{\"deletionPolicy\":\"Retain\"}}");
            }
            process.delete(plural, name);
            await().atMost(EvenkeelProcess.PATIENCE).until(() -> !process.exists(plural, name));
        }
        RealEngine.openEmpty().close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(process.stop()).isIn(0, 143);
    }
}

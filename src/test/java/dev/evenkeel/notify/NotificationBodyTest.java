package dev.evenkeel.notify;

import static dev.evenkeel.notify.Problems.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The forms of messages. docs/notifications.md shows one, and this test holds it against the code. */
final class NotificationBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Notification MESSAGE = new Notification(
            "ops",
            List.of(Problems.drift(NOON), Problems.silent(NOON)),
            List.of(Problems.failed("by-hand", NOON)),
            NOON.plusSeconds(300));

    @Test
    void theExampleInTheDocumentsIsWhatIsSent() throws IOException {
        String document = Files.readString(Path.of("docs/notifications.md"));
        Matcher example = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(document);
        assertThat(example.find()).isTrue();
        assertThat(json(NotificationBody.of(Format.json, MESSAGE).text())).isEqualTo(json(example.group(1)));
    }

    @Test
    void ntfyHasItsTextInTheBodyAndTheRestInHeaders() {
        NotificationBody body = NotificationBody.of(Format.ntfy, MESSAGE);
        assertThat(body.headers())
                .containsEntry("Title", "Evenkeel: 2 new problems, 1 over")
                .containsEntry("Priority", "high")
                .containsEntry("Tags", "warning");
        assertThat(body.text()).isEqualTo("""
                        PROBLEM Network default/backend differs from its spec since 2026-11-20T12:00:00Z: Ipam: \
                        ipam.config[0].subnet: want 10.77.0.0/24, have 10.99.0.0/24
                        PROBLEM Engine default does not answer since 2026-11-20T12:00:00Z: EngineUnreachable: \
                        it does not answer
                        OVER Backup default/by-hand failed to back up (since 2026-11-20T12:00:00Z)""");
    }

    @Test
    void oneProblemIsItsOwnTitle() {
        Notification one = new Notification("ops", List.of(Problems.drift(NOON)), List.of(), NOON);
        assertThat(NotificationBody.of(Format.ntfy, one).headers())
                .containsEntry("Title", "Evenkeel: Network default/backend: DriftNotCorrected")
                .containsEntry("Priority", "default");
        Notification over = new Notification("ops", List.of(), List.of(Problems.drift(NOON)), NOON);
        assertThat(NotificationBody.of(Format.ntfy, over).headers())
                .containsEntry("Title", "Evenkeel: Network default/backend: DriftNotCorrected is over")
                .containsEntry("Tags", "white_check_mark");
    }

    @Test
    void slackIsGivenNothingThatItWouldTakeForALink() throws IOException {
        Problem odd = new Problem(
                new Topic(Concern.NotReady, new ResourceKey("Volume", "default", "v")), "Odd", "<!channel> & co", NOON);
        Notification message = new Notification("ops", List.of(odd), List.of(), NOON);
        assertThat(json(NotificationBody.of(Format.slack, message).text())
                        .path("text")
                        .asText())
                .startsWith("*Evenkeel: Volume default/v: NotReady*\n")
                .endsWith("Odd: &lt;!channel&gt; &amp; co");
    }

    @Test
    void aFloodIsOneMessageOfBoundedLength() throws IOException {
        List<Problem> many = Collections.nCopies(10_000, Problems.drift(NOON));
        Notification flood = new Notification("ops", many, List.of(), NOON);
        JsonNode message = json(NotificationBody.of(Format.json, flood).text());
        assertThat(message.path("alerts")).hasSize(Notification.LISTED_MAX);
        assertThat(message.path("truncatedAlerts").asInt()).isEqualTo(10_000 - Notification.LISTED_MAX);
        assertThat(NotificationBody.of(Format.ntfy, flood).text().lines())
                .hasSize(Notification.LISTED_MAX + 1)
                .last()
                .isEqualTo("and 9900 more problems");
    }

    @Test
    void messagesAreOneLineAndShort() {
        Problem problem = new Problem(Problems.DRIFT, "Ipam", "a\nb\u001b[31m" + "x".repeat(2000), NOON);
        assertThat(problem.message()).startsWith("a b [31mxxx").endsWith("...").hasSize(Problem.MESSAGE_MAX);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}

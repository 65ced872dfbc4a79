package dev.evenkeel.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evenkeel.engine.RealEngine;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One trace, from a client's request to the calls of a real engine and the status that tells of it. */
final class TraceIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT = "b7ad6b7169203331";

    @Test
    void oneTraceLeadsFromTheRequestToTheEngineAndTheStatus() throws IOException {
        RealEngine.openEmpty().close();
        Path data = Files.createTempDirectory("ek").resolve("data");
        try (TraceCollector collector = new TraceCollector();
                EvenkeelProcess evenkeel = EvenkeelProcess.on(data, RealEngine.host())
                        .with("EVENKEEL_TRACES_ENDPOINT", collector.address())
                        .with("EVENKEEL_LOG_FORMAT", "json")
                        .with("OTEL_BSP_SCHEDULE_DELAY", "100")
                        .start()) {
            HttpResponse<String> answer = WayIn.exchange(
                    evenkeel.wayIn().client(),
                    evenkeel.wayIn()
                            .request(EvenkeelProcess.collection("networks"))
                            .POST(BodyPublishers.ofString("""
                                    {"apiVersion": "evenkeel.dev/v1", "kind": "Network", "metadata": {"name": "web"}}
                                    """))
                            .header("Content-Type", "application/json")
                            .header("traceparent", "00-" + TRACE + "-" + CLIENT + "-01")
                            .build());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            evenkeel.awaitReady("networks", "web");
            await().atMost(EvenkeelProcess.PATIENCE).untilAsserted(() -> assertThat(collector.of(TRACE))
                    .extracting(TraceCollector.Span::name)
                    .contains(
                            "create networks",
                            "registry create",
                            "queue network",
                            "reconcile network",
                            "engine createNetwork",
                            "registry update"));
            List<TraceCollector.Span> spans = collector.of(TRACE);
            assertThat(parents(spans, "create networks")).containsExactly(CLIENT);
            assertThat(ids(spans, "create networks"))
                    .containsAnyElementsOf(parents(spans, "queue network"))
                    .containsAnyElementsOf(parents(spans, "reconcile network"))
                    .containsAll(parents(spans, "registry create"));
            assertThat(ids(spans, "reconcile network")).containsAll(parents(spans, "engine createNetwork"));
            assertThat(evenkeel.log()).contains("\"traceId\":\"" + TRACE + "\"");
        }
    }

    private static List<String> ids(List<TraceCollector.Span> spans, String name) {
        return named(spans, name).map(TraceCollector.Span::id).toList();
    }

    private static List<String> parents(List<TraceCollector.Span> spans, String name) {
        return named(spans, name).map(TraceCollector.Span::parent).toList();
    }

    private static Stream<TraceCollector.Span> named(List<TraceCollector.Span> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name));
    }
}

package dev.evenkeel.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.registry.Deletion;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.LampKind.Glow;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.registry.RevisionLog;
import dev.evenkeel.registry.sql.SqliteDatabase;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.EventType;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of lamps, on a clock that stands still unless it is moved. */
class EventQueueTest {

    private static final Instant START = Instant.parse("2026-11-20T09:32:27Z");

    private enum Why {
        InSync,
        Broken,
        Dark
    }

    private final LampKind lamps = new LampKind();
    private final ResourceCodec codec = new ResourceCodec();
    private final Map<EventListener.Loss, Integer> lost = new EnumMap<>(EventListener.Loss.class);

    @TempDir
    Path directory;

    private Instant now = START;
    private RevisionLog log;
    private Registry registry;
    private Events events;
    private EventQueue queue;

    @BeforeEach
    void open() {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        log = SqliteDatabase.open(directory.resolve("registry.db"));
        registry = new Registry(log, codec, clock, () -> UUID.randomUUID().toString());
        events = new Events(log, codec, clock, () -> UUID.randomUUID().toString(), Duration.ofHours(1));
        EventListener listener = new EventListener() {
            @Override
            public void lost(Loss loss) {
                lost.merge(loss, 1, Integer::sum);
            }
        };
        queue = new EventQueue(log, codec, events, listener, clock);
        registry.onChange(queue::changed);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void anEventHasTheFormOfCoreV1() throws IOException {
        Resource<Lamp, Glow> desk = lamp("desk");
        record(desk, EventType.Normal, "Lit", "the lamp is on");
        JsonNode event = told().getFirst();
        assertThat(event.path("apiVersion").asText() + event.path("kind").asText())
                .isEqualTo("v1Event");
        assertThat(event.at("/metadata/name").asText()).matches("desk\\.[0-9a-f]{16}");
        assertThat(event.at("/metadata/namespace").asText()).isEqualTo("default");
        assertThat(event.path("involvedObject"))
                .isEqualTo(codec.mapper()
                        .createObjectNode()
                        .put("apiVersion", "evenkeel.dev/v1")
                        .put("kind", "Lamp")
                        .put("namespace", "default")
                        .put("name", "desk")
                        .put("uid", desk.metadata().uid())
                        .put("resourceVersion", desk.metadata().resourceVersion()));
        assertThat(event.path("type").asText()).isEqualTo("Normal");
        assertThat(event.path("count").asInt()).isEqualTo(1);
        assertThat(event.path("firstTimestamp").asText()).isEqualTo("2026-11-20T09:32:27Z");
        assertThat(event.path("lastTimestamp").asText()).isEqualTo("2026-11-20T09:32:27Z");
        assertThat(event.at("/source/component").asText()).isEqualTo("evenkeel");
        assertThat(event.path("reportingComponent").asText()).isEqualTo("evenkeel");
        assertThat(event.path("reportingInstance").asText()).isEqualTo(log.registryId());
    }

    @Test
    void theSameAgainIsCounted() throws IOException {
        Resource<Lamp, Glow> desk = lamp("desk");
        record(desk, EventType.Warning, "Dark", "the bulb is broken");
        now = START.plusSeconds(30);
        record(desk, EventType.Warning, "Dark", "the bulb is broken");
        record(desk, EventType.Warning, "Dark", "the fuse is broken");
        assertThat(told()).extracting(event -> event.path("count").asInt()).containsExactlyInAnyOrder(2, 1);
        JsonNode twice = told().stream()
                .filter(event -> event.path("count").asInt() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(twice.path("firstTimestamp").asText()).isEqualTo("2026-11-20T09:32:27Z");
        assertThat(twice.path("lastTimestamp").asText()).isEqualTo("2026-11-20T09:32:57Z");
    }

    @Test
    void anotherObjectOfTheSameNameHasEventsOfItsOwn() throws IOException {
        Resource<Lamp, Glow> old = lamp("desk");
        record(old, EventType.Normal, "Lit", "on");
        registry.delete(lamps, old.key(), Deletion.ANY);
        registry.finish(lamps, old);
        record(lamp("desk"), EventType.Normal, "Lit", "on");
        assertThat(told().stream().filter(event -> event.path("reason").asText().equals("Lit")))
                .hasSize(2);
        assertThat(told()).extracting(event -> event.path("reason").asText()).contains("Deleted");
    }

    @Test
    void oneThatFlapsIsHeardOnlySoOften() throws IOException {
        Resource<Lamp, Glow> desk = lamp("desk");
        for (int i = 0; i < Allowance.BURST + 10; i++) {
            record(desk, EventType.Warning, "Flickering", "for the " + i + "th time");
        }
        record(lamp("hall"), EventType.Normal, "Lit", "on");
        assertThat(told()).hasSize(Allowance.BURST + 1);
        assertThat(lost).containsEntry(EventListener.Loss.TooMany, 10);
        now = START.plus(Allowance.REFILL);
        record(desk, EventType.Warning, "Flickering", "still");
        record(desk, EventType.Warning, "Flickering", "and still");
        assertThat(told()).hasSize(Allowance.BURST + 2);
    }

    @Test
    void eventsExpire() throws IOException {
        Resource<Lamp, Glow> desk = lamp("desk");
        record(desk, EventType.Normal, "Lit", "on");
        record(desk, EventType.Normal, "Dimmed", "less");
        now = START.plus(Duration.ofMinutes(59));
        record(desk, EventType.Normal, "Lit", "on");
        now = START.plus(Duration.ofMinutes(61));
        events.expire();
        assertThat(told()).extracting(event -> event.path("reason").asText()).containsExactly("Lit");
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws IOException {
        int count = Events.EVENTS_MAX + 2 * Events.SLACK;
        for (int i = 0; i < count; i++) {
            now = START.plusSeconds(i);
            var event = codec.mapper().createObjectNode();
            event.put("lastTimestamp", now.toString());
            events.create(new ResourceKey(Events.KIND, "default", "e" + i), event);
        }
        assertThat(told()).hasSizeLessThanOrEqualTo(Events.EVENTS_MAX + Events.SLACK);
        events.expire();
        assertThat(told()).hasSize(Events.EVENTS_MAX);
        assertThat(log.get(new ResourceKey(Events.KIND, "default", "e0"))).isEmpty();
        assertThat(log.get(new ResourceKey(Events.KIND, "default", "e" + (count - 1))))
                .isPresent();
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsLostAndCounted() {
        Resource<Lamp, Glow> desk = lamp("desk");
        for (int i = 0; i < EventQueue.WAITING_MAX + 3; i++) {
            queue.record(desk, EventType.Normal, "Lit", "on");
        }
        assertThat(lost).containsEntry(EventListener.Loss.QueueFull, 3);
    }

    @Test
    void messagesAreShortAndSafeForATerminal() {
        Subject subject = Subject.of(lamp("desk"));
        Happening odd = new Happening(subject, EventType.Normal, "Lit", "red \u001b[31m\nend");
        assertThat(odd.message()).isEqualTo("red \\u001b[31m\\nend");
        Happening longest = new Happening(subject, EventType.Normal, "Lit", "ü".repeat(2000));
        assertThat(longest.message().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(Happening.MESSAGE_BYTES_MAX - 2, Happening.MESSAGE_BYTES_MAX);
        assertThat(longest.message()).endsWith("ü...");
    }

    @Test
    void conditionsThatBecomeBadAreWarningsAndThatRecoverAreNot() throws IOException {
        Resource<Lamp, Glow> desk = lamp("desk");
        status(desk, yes(Condition.READY, Why.InSync, "it glows"), no(Condition.DRIFTED, Why.InSync, ""));
        status(desk, no(Condition.READY, Why.Broken, "no glow"), yes(Condition.DRIFTED, Why.Dark, "want 40 W"));
        status(desk, no(Condition.READY, Why.Broken, "no glow at all"), yes(Condition.DRIFTED, Why.Dark, "want 40 W"));
        status(desk, yes(Condition.READY, Why.InSync, "it glows"), no(Condition.DRIFTED, Why.InSync, ""));
        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "2 Normal InSync it glows",
                        "1 Warning Broken no glow",
                        "1 Warning Dark want 40 W",
                        "1 Normal InSync Drifted is False, was Dark: want 40 W");
    }

    @Test
    void whileWorkIsUnderWayOnlyDriftIsAWarning() throws IOException {
        Resource<Lamp, Glow> desk = lamp("desk");
        status(
                desk,
                no(Condition.READY, Why.Broken, "being repaired"),
                yes(Condition.DRIFTED, Why.Dark, "want 40 W"),
                yes(Condition.RECONCILING, Why.Broken, "step 1"));
        assertThat(lines()).containsExactlyInAnyOrder("1 Normal Broken being repaired", "1 Warning Dark want 40 W");
    }

    @Test
    void whatReadyAndStalledSayAlikeIsToldOnce() throws IOException {
        status(
                lamp("desk"),
                no(Condition.READY, Why.Broken, "no socket"),
                yes(Condition.STALLED, Why.Broken, "no socket"),
                no(Condition.RECONCILING, Why.Broken, ""));
        assertThat(lines()).containsExactly("1 Warning Broken no socket");
    }

    private static Condition yes(String type, Why why, String message) {
        return Condition.yes(type, why, message);
    }

    private static Condition no(String type, Why why, String message) {
        return Condition.no(type, why, message);
    }

    private void status(Resource<Lamp, Glow> lamp, Condition... conditions) {
        registry.updateStatus(lamps, lamp, new Glow(true, List.of(conditions)));
        queue.drain();
    }

    private void record(Resource<Lamp, Glow> about, EventType type, String reason, String message) {
        queue.record(about, type, reason, message);
        queue.drain();
    }

    private Resource<Lamp, Glow> lamp(String name) {
        Metadata metadata = Metadata.named("default", name);
        return registry.create(lamps, new Resource<>(lamps.kind(), metadata, Lamp.of(40), lamps.emptyStatus()));
    }

    private List<String> lines() throws IOException {
        return told().stream()
                .map(event -> Stream.of("count", "type", "reason", "message")
                        .map(field -> event.path(field).asText())
                        .reduce((a, b) -> a + " " + b)
                        .orElseThrow())
                .toList();
    }

    private List<JsonNode> told() throws IOException {
        List<JsonNode> told = new ArrayList<>();
        for (var stored : log.list(Events.KIND, Optional.empty()).items()) {
            told.add(codec.mapper().readTree(stored.json()));
        }
        return told;
    }
}

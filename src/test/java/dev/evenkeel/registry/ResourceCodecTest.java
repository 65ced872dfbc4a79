package dev.evenkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.registry.LampKind.Bulb;
import dev.evenkeel.registry.LampKind.Glow;
import dev.evenkeel.registry.LampKind.Lamp;
import dev.evenkeel.registry.LampKind.Mood;
import dev.evenkeel.registry.LampKind.Shade;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Metadata;
import dev.evenkeel.resource.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Resources there and back again. */
class ResourceCodecTest {

    private final LampKind lamps = new LampKind();
    private final ResourceCodec codec = new ResourceCodec();

    @Test
    void whatIsEncodedIsDecodedAgain() {
        Condition ready = new Condition(
                "Ready", Condition.Status.True, "Lit", "", Optional.of(Instant.parse("2026-11-20T09:32:27Z")), 1);
        Resource<Lamp, Glow> full = new Resource<>(
                "Lamp",
                Metadata.named("default", "desk")
                        .born("uid", Instant.parse("2026-11-20T09:32:27Z"), List.of("a/b"))
                        .withLabels(Map.of("room", "study")),
                new Lamp(
                        "E14",
                        7,
                        true,
                        Mood.Cold,
                        Optional.of(new Shade("silk", Optional.of(2))),
                        List.of(new Bulb("acme", 10_000_000_000L)),
                        Map.of("z", "1", "a", "")),
                new Glow(true, List.of(ready)));
        StoredObject stored = new StoredObject(full.key(), 7, codec.encode(full));
        assertThat(codec.decode(lamps, stored))
                .isEqualTo(full.with(full.metadata().withResourceVersion("7")));
    }

    @Test
    void whatIsLeftOutGetsItsDefault() throws JsonProcessingException {
        Resource<Lamp, Glow> resource = codec.resource(lamps, json("{'metadata':{'name':'desk'},'spec':{'watts':40}}"));
        assertThat(resource.spec()).isEqualTo(Lamp.of(40));
        assertThat(resource.status()).isEqualTo(lamps.emptyStatus());
        assertThat(resource.metadata()).isEqualTo(Metadata.named("", "desk"));
        assertThat(codec.resource(lamps, json("{'metadata':null,'spec':{'socket':null}}"))
                        .spec())
                .isEqualTo(Lamp.of(0));
    }

    @Test
    void whatIsEmptyIsLeftOut() {
        Resource<Lamp, Glow> plain =
                new Resource<>("Lamp", Metadata.named("default", "desk"), Lamp.of(40), lamps.emptyStatus());
        assertThat(codec.tree(plain)).hasToString("""
                        {"apiVersion":"evenkeel.dev/v1","kind":"Lamp",\
                        "metadata":{"name":"desk","namespace":"default","generation":0},\
                        "spec":{"socket":"E27","watts":40,"dimmable":false,"mood":"Warm"},"status":{"on":false}}""");
    }

    @Test
    void theResourceVersionIsNotStoredTwice() {
        Resource<Lamp, Glow> resource = new Resource<>(
                "Lamp", Metadata.named("default", "desk").withResourceVersion("7"), Lamp.of(40), lamps.emptyStatus());
        assertThat(codec.tree(resource).at("/metadata/resourceVersion").textValue())
                .isEqualTo("7");
        assertThat(codec.encode(resource)).doesNotContain("resourceVersion");
    }

    @Test
    void aCorruptObjectSaysWhichOneItIs() {
        StoredObject corrupt = new StoredObject(lamps.key("default", "desk"), 1, "{\"spec\":");
        assertThatThrownBy(() -> codec.decode(lamps, corrupt))
                .isInstanceOf(RegistryException.Unavailable.class)
                .isInstanceOf(RegistryException.Unreadable.class)
                .hasMessageStartingWith("Lamp default/desk is left alone, because this version cannot read it: ");
    }

    private JsonNode json(String singleQuoted) throws JsonProcessingException {
        return codec.mapper().readTree(singleQuoted.replace('\'', '"'));
    }
}

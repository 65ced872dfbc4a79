package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.access.Caller;
import dev.evenkeel.backup.HandClock;
import dev.evenkeel.fields.FieldConflictException;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.MemoryRevisionLog;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.ResourceKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A thousand lamps that three appliers, two updaters and two status appliers fight over, and what must always hold. */
class SsaFuzzTest {

    private static final int SEQUENCES = 1_000;
    private static final int STEPS = 6;

    private final LampKind kind = new LampKind();
    private final ResourceCodec codec = new ResourceCodec();
    private final HandClock clock = new HandClock(Instant.parse("2026-11-20T09:00:00Z"));

    private int conflicts;
    private int applied;

    @Test
    void whatSomebodyOwnsIsKeptAndWhatNobodyOwnsGoes() throws IOException {
        Registry registry = new Registry(new MemoryRevisionLog(), codec, clock, () -> "uid");
        PolicyGate open = new PolicyGate(
                new HostPolicy(HostSwitches.OFF), (caller, what) -> true, PolicyListener.NONE, registry, SEQUENCES);
        KindWrites<?, ?> writes = new KindWrites<>(
                kind, registry, codec, new NameSuffixes(new Random(1)), open.of(new Caller("fuzz", Set.of())));
        for (int seed = 0; seed < SEQUENCES; seed++) {
            new Sequence(writes, kind.key("default", "lamp-" + seed), new Random(seed)).run();
        }
        assertThat(applied).as("applies that went through").isGreaterThan(SEQUENCES);
        assertThat(conflicts).as("applies that did not").isGreaterThan(SEQUENCES / 10);
    }

    /** One lamp and its story. */
    private final class Sequence {

        private final KindWrites<?, ?> writes;
        private final ResourceKey key;
        private final Random random;
        private final SsaFuzzLamps lamps;
        private ObjectNode live = codec.mapper().createObjectNode();
        private String story = "";

        Sequence(KindWrites<?, ?> writes, ResourceKey key, Random random) {
            this.writes = writes;
            this.key = key;
            this.random = random;
            this.lamps = new SsaFuzzLamps(codec.mapper(), random, key.name());
        }

        void run() throws IOException {
            if (random.nextBoolean()) {
                write("POST", () -> writes.create("default", manifest(lamps.configuration()), by("u1")));
            }
            for (int step = 0; step < STEPS; step++) {
                switch (live.isEmpty() ? 0 : random.nextInt(9)) {
                    case 0, 1, 2, 3 -> apply(Part.SPEC, "m" + random.nextInt(3), lamps.configuration());
                    case 4 -> apply(Part.STATUS, "s" + random.nextInt(2), lamps.statusConfiguration());
                    case 5 -> {
                        ObjectNode changed = lamps.changed(live);
                        write("PUT " + changed, () -> writes.replace(key, Part.SPEC, manifest(changed), by(updater())));
                    }
                    case 6 -> {
                        ObjectNode changes = lamps.mergePatch();
                        Patch patch = new Patch.Merge(manifest(changes));
                        write("MERGE " + changes, () -> writes.patch(key, Part.SPEC, patch, by(updater())));
                    }
                    case 7 -> {
                        ArrayNode operations = lamps.jsonPatch(live);
                        Patch patch = new Patch.Operations(operations);
                        write("JSON " + operations, () -> writes.patch(key, Part.SPEC, patch, by(updater())));
                    }
                    default -> {
                        ObjectNode status = live.deepCopy();
                        status.set("status", lamps.statusConfiguration().get("status"));
                        write("STATUS " + status, () -> writes.replace(key, Part.STATUS, manifest(status), by("us")));
                    }
                }
            }
        }

        private String updater() {
            return "u" + random.nextInt(2);
        }

        private void apply(Part part, String manager, ObjectNode configuration) throws IOException {
            boolean force = random.nextInt(3) == 0;
            ObjectNode before = live;
            story += "\nAPPLY " + manager + (force ? " force " : " ") + configuration;
            WriteOptions options = options(manager, Optional.of(force));
            Map<String, String> wanted = SsaFuzzFields.values(configuration);
            wanted.keySet()
                    .removeIf(path -> !path.startsWith(part == Part.SPEC ? "f:spec" : "f:status")
                            && (part == Part.STATUS || !path.startsWith("f:metadata")));
            Set<String> others = SsaFuzzFields.owned(before, manager, "Apply");
            Map<String, String> old = SsaFuzzFields.values(before);
            if (before.path("metadata").path("managedFields").isEmpty()) {
                others.addAll(old.keySet());
            }
            boolean conflict = wanted.entrySet().stream()
                    .anyMatch(field ->
                            others.contains(field.getKey()) && !field.getValue().equals(old.get(field.getKey())));
            try {
                live = writes.patch(key, part, new Patch.Configuration(manifest(configuration.deepCopy())), options)
                        .body();
                applied++;
            } catch (FieldConflictException refused) {
                conflicts++;
                assertThat(conflict && !force)
                        .as("conflict %s in%s", refused.getMessage(), story)
                        .isTrue();
                return;
            }
            assertThat(!conflict || force).as("no conflict in%s", story).isTrue();
            checkAlways();
            Map<String, String> now = SsaFuzzFields.values(live);
            Set<String> mine = SsaFuzzFields.owned(before, "", "");
            mine.removeAll(others);
            assertThat(now).as("what was applied, after%s", story).containsAllEntriesOf(wanted);
            assertThat(SsaFuzzFields.ownedBy(live, manager, "Apply"))
                    .as("what %s owns, after%s", manager, story)
                    .containsAll(wanted.keySet());
            old.forEach((path, value) -> {
                if (others.contains(path) && !wanted.containsKey(path)) {
                    assertThat(now).as("what others own, after%s", story).containsEntry(path, value);
                } else if (mine.contains(path)
                        && !wanted.containsKey(path)
                        && !SsaFuzzFields.namesItemOf(others, path)) {
                    assertThat(now.getOrDefault(path, lamps.standard(path)))
                            .as("%s, which nobody owns any more, after%s", path, story)
                            .isEqualTo(lamps.standard(path));
                }
            });
            clock.turn(Duration.ofMinutes(1));
            ObjectNode again = writes.patch(
                            key, part, new Patch.Configuration(manifest(configuration.deepCopy())), options)
                    .body();
            assertThat(again).as("applied again, after%s", story).isEqualTo(live);
        }

        private void write(String what, Supplier<Answer> write) throws IOException {
            story += "\n" + what;
            ObjectNode before = live;
            live = write.get().body();
            checkAlways();
            Map<String, String> old = SsaFuzzFields.values(before);
            Map<String, String> changed = SsaFuzzFields.values(live);
            changed.entrySet().removeIf(field -> field.getValue().equals(old.get(field.getKey())));
            changed.keySet().removeIf(path -> before.isEmpty() && SsaFuzzFields.isOurs(path));
            if (!before.isEmpty()
                            && before.path("metadata").path("managedFields").isEmpty()
                    || live.path("metadata").path("managedFields").isEmpty()) {
                return;
            }
            Set<String> updaters = SsaFuzzFields.ownedBy(live, "", "Update");
            assertThat(updaters).as("what updaters own, after%s", story).containsAll(changed.keySet());
            Set<String> appliers = SsaFuzzFields.ownedBy(live, "", "Apply");
            assertThat(appliers).as("what appliers own, after%s", story).noneMatch(changed::containsKey);
        }

        private void checkAlways() throws IOException {
            clock.turn(Duration.ofSeconds(1));
            Set<String> owned = SsaFuzzFields.owned(live, "", "");
            assertThat(SsaFuzzFields.existing(live))
                    .as("fields, after%s", story)
                    .containsAll(owned);
            JsonNode read = codec.mapper().readTree(live.toString());
            assertThat(codec.tree(codec.resource(kind, read)))
                    .as("there and back, after%s", story)
                    .isEqualTo(live);
            List<String> entries = live.path("metadata")
                    .path("managedFields")
                    .valueStream()
                    .map(entry ->
                            entry.path("manager") + "/" + entry.path("operation") + "/" + entry.path("subresource"))
                    .toList();
            assertThat(new HashSet<>(entries)).as("entries, after%s", story).hasSameSizeAs(entries);
        }
    }

    private static Manifest manifest(ObjectNode tree) {
        return new Manifest(tree, List.of());
    }

    private static WriteOptions by(String manager) {
        return options(manager, Optional.empty());
    }

    private static WriteOptions options(String manager, Optional<Boolean> force) {
        return new WriteOptions(
                WriteOptions.Type.PatchOptions, false, WriteOptions.FieldValidation.Strict, manager, "test", force);
    }
}

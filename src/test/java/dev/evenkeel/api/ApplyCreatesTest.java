package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.evenkeel.access.Caller;
import dev.evenkeel.backup.HandClock;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.registry.LampKind;
import dev.evenkeel.registry.MemoryRevisionLog;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.ResourceCodec;
import dev.evenkeel.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An apply comes as a patch, and creates what is missing: then it needs the verb create as well. */
class ApplyCreatesTest {

    private final LampKind kind = new LampKind();
    private final ResourceCodec codec = new ResourceCodec();
    private final ResourceKey key = kind.key("default", "desk");
    private final Registry registry = new Registry(
            new MemoryRevisionLog(), codec, new HandClock(Instant.parse("2026-11-20T09:00:00Z")), () -> "uid");

    @Test
    void whoMayOnlyPatchCreatesNothingByApplying() {
        assertThatThrownBy(() -> apply(Set.of("patch"), 20, false)).isInstanceOfSatisfying(Failure.class, refused -> {
            assertThat(refused.body().code()).isEqualTo(403);
            assertThat(refused.body().message())
                    .isEqualTo("lamps.evenkeel.dev \"desk\" is forbidden: User \"ann\" cannot create resource \"lamps\""
                            + " in API group \"evenkeel.dev\" in the namespace \"default\"");
        });
        assertThat(registry.find(kind, key)).isEmpty();
    }

    @Test
    void aDryRunIsRefusedJustTheSame() {
        assertThatThrownBy(() -> apply(Set.of("patch"), 20, true))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused -> assertThat(refused.body().code()).isEqualTo(403));
    }

    @Test
    void whoMayCreateDoesAndOthersMayApplyWhatIsThere() {
        assertThat(apply(Set.of("patch", "create"), 20, false).code()).isEqualTo(201);
        assertThat(apply(Set.of("patch"), 20, false).code()).isEqualTo(200);
    }

    private Answer apply(Set<String> verbs, int watts, boolean dryRun) {
        PolicyGate gate = new PolicyGate(
                new HostPolicy(HostSwitches.OFF),
                (caller, what) -> verbs.contains(what.verb()),
                PolicyListener.NONE,
                registry,
                10);
        KindWrites<?, ?> writes = new KindWrites<>(
                kind, registry, codec, new NameSuffixes(new Random(1)), gate.of(new Caller("ann", Set.of())));
        ObjectNode lamp = codec.mapper().createObjectNode();
        lamp.put("apiVersion", "evenkeel.dev/v1").put("kind", "Lamp");
        lamp.putObject("metadata").put("name", "desk").put("namespace", "default");
        lamp.putObject("spec").put("watts", watts);
        WriteOptions options = new WriteOptions(
                WriteOptions.Type.PatchOptions,
                dryRun,
                WriteOptions.FieldValidation.Strict,
                "test",
                "test",
                Optional.empty());
        return writes.patch(key, Part.SPEC, new Patch.Configuration(new Manifest(lamp, List.of())), options);
    }
}

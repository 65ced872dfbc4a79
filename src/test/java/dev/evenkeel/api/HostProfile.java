package dev.evenkeel.api;

import dev.evenkeel.access.Authorizer;
import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.policy.HostPolicy;
import dev.evenkeel.policy.HostSwitches;
import dev.evenkeel.policy.PolicyListener;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Kinds;
import dev.evenkeel.resource.Viewers;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.volume.VolumeKind;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The API over the real kinds, with an administrator who opened every switch as wide as it goes, and callers who may
 * write everything and use nothing unless a test says otherwise.
 */
public final class HostProfile implements QuarkusTestProfile {

    static final int OBJECTS_MAX = 40;

    static final HostSwitches OPEN = new HostSwitches(
            List.of("/"),
            List.of("/opt/engine"),
            List.of("eth0", "lan0", "lo", "docker0", "dk-*"),
            List.of(),
            Set.of("rclone"),
            true,
            true);

    /** Whether callers have the verb {@code use}. */
    static volatile boolean mayUse;

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(Host.class, ApiBeans.class, LampAccess.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return new LampProfile().getConfigOverrides();
    }

    /** The kinds of the real program, behind a gate of this profile's. */
    @Alternative
    @Singleton
    static class Host {

        @Produces
        @Singleton
        Viewers viewers() {
            return new Viewers(Map.of());
        }

        @Produces
        @Singleton
        Kinds kinds() {
            return new Kinds(List.of(
                    NetworkKind.INSTANCE,
                    VolumeKind.INSTANCE,
                    ScheduleKind.INSTANCE,
                    BackupKind.INSTANCE,
                    RestoreKind.INSTANCE,
                    StoreKind.INSTANCE));
        }

        @Produces
        @Singleton
        PolicyGate gate(Registry registry) {
            Authorizer authorizer =
                    (caller, attributes) -> mayUse || !attributes.verb().equals("use");
            return new PolicyGate(new HostPolicy(OPEN), authorizer, PolicyListener.NONE, registry, OBJECTS_MAX);
        }
    }
}

package dev.evenkeel.notify;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.backup.BackupSpec;
import dev.evenkeel.backup.BackupStatus;
import dev.evenkeel.engine.EngineState;
import dev.evenkeel.engine.EngineStates;
import dev.evenkeel.network.NetworkKind;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.registry.RegistryChange;
import dev.evenkeel.registry.RegistryException;
import dev.evenkeel.resource.Condition;
import dev.evenkeel.resource.Conditions;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.resource.ResourceKey;
import dev.evenkeel.resource.ResourceKind;
import dev.evenkeel.restore.RestoreKind;
import dev.evenkeel.schedule.ScheduleKind;
import dev.evenkeel.schedule.ScheduleSpec;
import dev.evenkeel.schedule.ScheduleStatus;
import dev.evenkeel.store.StoreKind;
import dev.evenkeel.volume.VolumeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is wrong now, in memory. Only what changed is read again, so that looking costs nothing while nothing happens.
 *
 * <p>Thread-safe.
 */
public final class ProblemBoard {

    private static final List<ResourceKind<?, ?>> KINDS = List.of(
            NetworkKind.INSTANCE,
            VolumeKind.INSTANCE,
            ScheduleKind.INSTANCE,
            BackupKind.INSTANCE,
            RestoreKind.INSTANCE,
            StoreKind.INSTANCE);

    private final Registry registry;
    private final EngineStates engines;
    private final Set<ResourceKey> changed = ConcurrentHashMap.newKeySet();
    /** By resource; those that are well are not in it. */
    private final Map<ResourceKey, List<Finding>> findings = new TreeMap<>();
    /** Whether a backup is too old depends on the time: these are looked at each time. */
    private final Map<ResourceKey, Resource<ScheduleSpec, ScheduleStatus>> schedules = new TreeMap<>();

    private final Map<String, Instant> silentSince = new HashMap<>();

    public ProblemBoard(Registry registry, EngineStates engines) {
        this.registry = registry;
        this.engines = engines;
    }

    /** From now on all changes are seen, and what there is already is looked at. */
    public void start() {
        registry.onChange(this::note);
        for (ResourceKind<?, ?> kind : KINDS) {
            changed.addAll(registry.keys(kind, Optional.empty()));
        }
    }

    private void note(RegistryChange change) {
        changed.add(change.key());
    }

    /**
     * Everything that is wrong or unknown, each topic once, in a fixed order.
     *
     * @throws RegistryException.Unavailable when the registry does not answer
     */
    synchronized Collection<Finding> findings(Instant now) {
        for (ResourceKey key : Set.copyOf(changed)) {
            changed.remove(key);
            try {
                look(key);
            } catch (RegistryException unanswered) {
                changed.add(key);
                throw unanswered;
            }
        }
        Map<Topic, Finding> all = new LinkedHashMap<>();
        List<Finding> found = new ArrayList<>();
        engines.all().forEach(state -> found.addAll(ofEngine(state, now)));
        findings.values().forEach(found::addAll);
        schedules.values().forEach(schedule -> found.addAll(ofSchedule(schedule, now)));
        found.forEach(finding -> all.putIfAbsent(finding.topic(), finding));
        return List.copyOf(all.values());
    }

    private List<Finding> ofEngine(EngineState state, Instant now) {
        Topic topic = Topic.ofEngine(state.engine());
        if (!state.asked()) {
            return List.of(new Finding.Unknown(topic));
        }
        if (state.up()) {
            silentSince.remove(state.engine());
            return List.of();
        }
        Instant since = silentSince.computeIfAbsent(state.engine(), any -> now);
        return List.of(new Finding.Wrong(new Problem(
                topic,
                "EngineUnreachable",
                "nothing is repaired or backed up on engine " + state.engine() + " until it answers",
                since)));
    }

    private List<Finding> ofSchedule(Resource<ScheduleSpec, ScheduleStatus> schedule, Instant now) {
        return ProblemChecks.ofSchedule(schedule, newestFailure(schedule), now);
    }

    /** The condition has the name of the Backup for a message. */
    private Optional<Resource<BackupSpec, BackupStatus>> newestFailure(
            Resource<ScheduleSpec, ScheduleStatus> schedule) {
        return Conditions.find(schedule.status().conditions(), ScheduleStatus.SUCCEEDING)
                .filter(condition -> condition.status() == Condition.Status.False)
                .flatMap(condition -> registry.find(
                        BackupKind.INSTANCE,
                        BackupKind.INSTANCE.key(schedule.metadata().namespace(), condition.message())));
    }

    private void look(ResourceKey key) {
        if (key.kind().equals(ScheduleKind.INSTANCE.kind())) {
            registry.find(ScheduleKind.INSTANCE, key)
                    .ifPresentOrElse(schedule -> schedules.put(key, schedule), () -> schedules.remove(key));
            return;
        }
        List<Finding> found = of(key);
        if (found.isEmpty()) {
            findings.remove(key);
        } else {
            findings.put(key, found);
        }
    }

    private List<Finding> of(ResourceKey key) {
        if (key.kind().equals(NetworkKind.INSTANCE.kind())) {
            return registry.find(NetworkKind.INSTANCE, key)
                    .map(one -> ProblemChecks.ofDeclared(one, one.status().conditions()))
                    .orElse(List.of());
        }
        if (key.kind().equals(VolumeKind.INSTANCE.kind())) {
            return registry.find(VolumeKind.INSTANCE, key)
                    .map(one -> ProblemChecks.ofDeclared(one, one.status().conditions()))
                    .orElse(List.of());
        }
        if (key.kind().equals(BackupKind.INSTANCE.kind())) {
            return registry.find(BackupKind.INSTANCE, key)
                    .map(ProblemChecks::ofBackup)
                    .orElse(List.of());
        }
        if (key.kind().equals(RestoreKind.INSTANCE.kind())) {
            return registry.find(RestoreKind.INSTANCE, key)
                    .map(ProblemChecks::ofRestore)
                    .orElse(List.of());
        }
        return key.kind().equals(StoreKind.INSTANCE.kind())
                ? registry.find(StoreKind.INSTANCE, key)
                        .map(ProblemChecks::ofStore)
                        .orElse(List.of())
                : List.of();
    }
}

package dev.evenkeel.schedule;

import dev.evenkeel.backup.BackupKind;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import dev.evenkeel.engine.EngineVolume;
import dev.evenkeel.engine.Engines;
import dev.evenkeel.registry.Registry;
import dev.evenkeel.resource.Ownership;
import dev.evenkeel.resource.Resource;
import dev.evenkeel.volume.VolumeKind;
import dev.evenkeel.volume.VolumeLabels;
import dev.evenkeel.volume.VolumeSpec;
import dev.evenkeel.volume.VolumeStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the volumes that a schedule is to back up. A schedule that names them all asks no engine. */
final class Discovery {

    private final Registry registry;
    private final Engines engines;

    Discovery(Registry registry, Engines engines) {
        this.registry = registry;
        this.engines = engines;
    }

    Selection of(Resource<ScheduleSpec, ScheduleStatus> schedule) {
        ScheduleSpec spec = schedule.spec();
        if (spec.selector().selectsNothing()) {
            return Selection.named(spec.volumes());
        }
        String namespace = schedule.metadata().namespace();
        Optional<Engine> engine = engines.find(namespace);
        if (engine.isEmpty()) {
            return Selection.unknown(
                    schedule.status().volumes(), ScheduleReason.EngineUnknown, "no engine is called " + namespace);
        }
        try {
            List<String> selected = selected(spec, engine.get().volumes(), declared(registry, namespace));
            return new Selection(
                    together(spec, selected), selected, unsaved(spec, selected, namespace), Optional.empty());
        } catch (EngineException unanswered) {
            return Selection.unknown(
                    schedule.status().volumes(),
                    ScheduleReason.EngineUnreachable,
                    String.valueOf(unanswered.getMessage()));
        }
    }

    /** What {@code spec} names, and after that what its selector finds. */
    static List<String> volumes(
            ScheduleSpec spec, List<EngineVolume> onEngine, Map<String, Resource<VolumeSpec, VolumeStatus>> declared) {
        return together(spec, selected(spec, onEngine, declared));
    }

    private static List<String> together(ScheduleSpec spec, List<String> selected) {
        return Stream.concat(spec.volumes().stream(), selected.stream())
                .distinct()
                .toList();
    }

    private static List<String> selected(
            ScheduleSpec spec, List<EngineVolume> onEngine, Map<String, Resource<VolumeSpec, VolumeStatus>> declared) {
        return onEngine.stream()
                .filter(volume -> !Ownership.isScratch(volume.name(), volume.labels()))
                .filter(volume -> spec.selector()
                        .matches(VolumeLabels.of(volume.labels(), Optional.ofNullable(declared.get(volume.name())))))
                .map(EngineVolume::name)
                .sorted()
                .toList();
    }

    /** The Volumes of an engine, by name. */
    static Map<String, Resource<VolumeSpec, VolumeStatus>> declared(Registry registry, String namespace) {
        return registry.list(VolumeKind.INSTANCE, Optional.of(namespace)).items().stream()
                .collect(Collectors.toMap(volume -> volume.metadata().name(), Function.identity()));
    }

    private List<String> unsaved(ScheduleSpec spec, List<String> selected, String namespace) {
        Set<String> known = new HashSet<>(spec.volumes());
        registry.list(BackupKind.INSTANCE, Optional.of(namespace))
                .items()
                .forEach(backup -> known.addAll(backup.spec().volumes()));
        return selected.stream().filter(volume -> !known.contains(volume)).toList();
    }
}

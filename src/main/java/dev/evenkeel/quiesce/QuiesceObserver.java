package dev.evenkeel.quiesce;

import dev.evenkeel.engine.ContainerSummary;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.engine.EngineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks who is there. */
final class QuiesceObserver {

    private QuiesceObserver() {}

    /** Everybody who has processes; who goes while we look is gone. */
    static List<VolumeUser> running(Engine engine) {
        List<VolumeUser> running = new ArrayList<>();
        for (ContainerSummary container : engine.containers()) {
            if (container.running()) {
                try {
                    running.add(VolumeUser.of(engine.container(container.id()), container.mounts()));
                } catch (EngineException.NotFound gone) {
                    continue;
                }
            }
        }
        return running;
    }

    /** The states of those of the window that are still there, by id. */
    static Map<String, String> states(Engine engine, Quiesced window) {
        Map<String, String> states = new HashMap<>();
        for (QuiescedContainer container : window.containers()) {
            try {
                states.put(container.id(), engine.container(container.id()).state());
            } catch (EngineException.NotFound gone) {
                continue;
            }
        }
        return states;
    }

    static List<VolumePaths> paths(Engine engine, List<String> volumes) {
        List<VolumePaths> paths = new ArrayList<>();
        for (String volume : volumes) {
            try {
                paths.add(VolumePaths.of(engine.volume(volume)));
            } catch (EngineException.NotFound absent) {
                // Who archives it says so; nobody can write to it.
                continue;
            }
        }
        return paths;
    }
}

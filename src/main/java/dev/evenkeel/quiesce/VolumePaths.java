package dev.evenkeel.quiesce;

import dev.evenkeel.engine.EngineMount;
import dev.evenkeel.engine.EngineVolume;
import java.util.ArrayList;
import java.util.List;

/**
 * A volume, and the folders of the engine's host that are the volume: a container may have bound one of them.
 *
 * @param name of the volume
 * @param folders its mount point, and the folder it is bound to
 */
record VolumePaths(String name, List<String> folders) {

    VolumePaths {
        folders = List.copyOf(folders);
    }

    static VolumePaths of(EngineVolume volume) {
        List<String> folders = new ArrayList<>();
        add(volume.mountpoint(), folders);
        if (List.of(volume.options().getOrDefault("o", "").split(",")).stream()
                .anyMatch(option -> option.strip().matches("r?bind"))) {
            add(volume.options().getOrDefault("device", ""), folders);
        }
        return new VolumePaths(volume.name(), folders);
    }

    private static void add(String folder, List<String> folders) {
        if (folder.length() > 1 && folder.startsWith("/")) {
            folders.add(folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder);
        }
    }

    /**
     * Whether whoever has this mount may write to the volume. A folder that contains the mount points of all volumes is
     * not meant: tools that look after engines have it, and do not write.
     */
    boolean isWrittenThrough(EngineMount mount) {
        if (!mount.writable()) {
            return false;
        }
        if (mount.isVolume() && mount.volume().equals(name)) {
            return true;
        }
        return mount.isBind()
                && folders.stream()
                        .anyMatch(folder ->
                                mount.source().equals(folder) || mount.source().startsWith(folder + "/"));
    }
}

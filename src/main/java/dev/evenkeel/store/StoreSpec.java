package dev.evenkeel.store;

import dev.evenkeel.resource.Defaults;
import java.util.Optional;

/**
 * Where archives are kept. What kind of store it is does not change: make another one under another name.
 *
 * @param local keep them in a folder of this machine
 */
public record StoreSpec(Optional<Local> local) {

    /**
     * A folder of this machine.
     *
     * @param path an absolute path below one of the folders that {@code evenkeel.policy.host-paths} allows. It becomes
     *     a store once, with a marker in it; without the marker it is taken for the empty mount point of a disk that is
     *     missing. Only the store named {@code local} has none: its folder is set in the configuration
     */
    public record Local(String path) {
        public Local {
            path = Defaults.text(path, "");
        }
    }

    public StoreSpec {
        local = Defaults.optional(local);
    }
}

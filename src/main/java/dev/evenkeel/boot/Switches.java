package dev.evenkeel.boot;

import dev.evenkeel.policy.HostSwitches;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The policy's switches, from the configuration. */
final class Switches {

    private Switches() {}

    /** What is Evenkeel's own on this host is nobody's volume: its data, its archives and its way to the engine. */
    static HostSwitches of(EvenkeelConfig config) {
        List<String> denied = new ArrayList<>(config.policy().deniedPaths().orElse(List.of()));
        denied.add(plain(config.dataDir()));
        config.backup().path().map(Switches::plain).ifPresent(denied::add);
        if (String.valueOf(config.dockerHost().getScheme()).equals("unix")) {
            denied.add(plain(Path.of(config.dockerHost().getPath())));
        }
        try {
            return new HostSwitches(
                    config.policy().hostPaths().orElse(List.of()),
                    denied,
                    config.policy().hostInterfaces().orElse(List.of()),
                    config.policy().hostRoutes().orElse(List.of()),
                    config.policy().drivers().orElse(Set.of()),
                    config.policy().adopt(),
                    config.policy().execHooks());
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(
                    "evenkeel.policy.host-paths, denied-paths or host-routes: " + wrong.getMessage(), wrong);
        }
    }

    private static String plain(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}

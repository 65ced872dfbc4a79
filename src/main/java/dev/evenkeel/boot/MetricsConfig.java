package dev.evenkeel.boot;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What can be set of metrics. */
public interface MetricsConfig {

    /** How many resources of one kind and engine have series of their own. */
    @WithDefault("1000")
    int maxObjects();

    /** Whether who scrapes must prove who he is; by default where the management port is not on loopback. */
    Optional<EvenkeelConfig.Auth> auth();
}

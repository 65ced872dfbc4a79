package dev.evenkeel.boot;

import dev.evenkeel.registry.Registry;
import dev.evenkeel.schedule.Coverage;
import dev.evenkeel.volume.VolumeCensus;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What knows which volumes are backed up, for those who ask. */
@Dependent
final class ScheduleWiring {

    @Produces
    @Singleton
    Coverage coverage(Registry registry) {
        return new Coverage(registry);
    }

    @Produces
    @Singleton
    VolumeCensus volumeCensus() {
        return new VolumeCensus();
    }
}

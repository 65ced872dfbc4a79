package dev.evenkeel.schedule;

import dev.evenkeel.resource.Resource;

/** Hears what schedules let go. The metrics room listens. */
@FunctionalInterface
public interface ScheduleListener {

    /** Nobody listens. */
    ScheduleListener SILENT = (schedule, done) -> {};

    /**
     * A Backup that no rule keeps was let go.
     *
     * @param done otherwise the registry did not take it
     */
    void pruned(Resource<ScheduleSpec, ScheduleStatus> schedule, boolean done);
}

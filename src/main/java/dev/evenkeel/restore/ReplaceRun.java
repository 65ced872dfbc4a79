package dev.evenkeel.restore;

import dev.evenkeel.archive.ArchiveException;
import dev.evenkeel.archive.MemberDifference;
import dev.evenkeel.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Replaces the contents of a volume, stage by stage. Each stage is on disk before anything of it is done, and can be
 * done twice: a process that starts in the middle goes on where the last one was. What goes wrong before the swap
 * changes nothing; what goes wrong in it brings the old contents back.
 */
final class ReplaceRun {

    private static final Logger LOG = Logger.getLogger(ReplaceRun.class);

    private final RestoreWork work;
    private final RestoreReporter reporter;
    private final SafetyBackup safety;
    private final Resource<RestoreSpec, RestoreStatus> restore;
    private final ArchiveChoice archive;
    private final Supplier<RestorePlan.Replace> planner;

    /** @param planner looks at the engine as it is now */
    ReplaceRun(
            RestoreWork work,
            RestoreReporter reporter,
            SafetyBackup safety,
            Resource<RestoreSpec, RestoreStatus> restore,
            ArchiveChoice archive,
            Supplier<RestorePlan.Replace> planner) {
        this.work = work;
        this.reporter = reporter;
        this.safety = safety;
        this.restore = restore;
        this.archive = archive;
        this.planner = planner;
    }

    /**
     * As far as it goes now.
     *
     * @param totalBytes of tar in the archive
     * @throws ArchiveException.Cancelled when the Restore was deleted, or the thread is interrupted
     */
    RestoreResult advance(long totalBytes) {
        if (reporter.status().replacement().isEmpty()) {
            Optional<RestoreCause> failure = stage(totalBytes);
            if (failure.isPresent()) {
                return new RestoreResult.Broken(failure.get());
            }
        }
        Optional<RestoreResult> result = Optional.empty();
        while (result.isEmpty()) {
            result = next(reporter.status().replacement().orElseThrow(), totalBytes);
        }
        return result.get();
    }

    /** Turns back from wherever it is, to the end: nobody wants it any more. */
    RestoreResult retreat(long totalBytes) {
        reporter.workToTheEnd();
        Replacement now = reporter.status().replacement().orElseThrow();
        RestoreCause cause = new RestoreCause(RestoreReason.Deleted, "the Restore was deleted");
        switch (now.stage()) {
            case Stopping, Saving -> reporter.enter(now.back(ReplaceStage.Returning, cause));
            case Swapping -> reporter.enter(now.back(ReplaceStage.RollingBack, cause));
            case Starting, RollingBack, Returning -> LOG.debugf("on its way already restore=%s", restore.key());
        }
        return advance(totalBytes);
    }

    private Optional<RestoreCause> stage(long totalBytes) {
        RestorePlan.Replace plan = planner.get();
        RestoreStep tidy = plan.staging().getLast();
        boolean complete = false;
        try {
            Optional<RestoreCause> failure = work.perform(List.of(tidy), 0);
            failure = failure.isPresent() ? failure : work.perform(plan.staging(), totalBytes);
            complete = failure.isEmpty();
            if (complete) {
                RestorePlan.Replace latest = planner.get();
                reporter.remember(reporter.status()
                        .withPlan(new RestorePreview(0, 0, 0, 0, latest.stops(), latest.toString()))
                        .withSafetyBackup(latest.save().backup()));
                reporter.enter(Replacement.begun(latest.users()));
            }
            return failure;
        } finally {
            if (!complete) {
                tidyUp(tidy);
            }
        }
    }

    private void tidyUp(RestoreStep tidy) {
        boolean interrupted = Thread.interrupted();
        work.perform(List.of(tidy), 0)
                .ifPresent(stays -> LOG.warnf("trial volume stays for now restore=%s cause=%s", restore.key(), stays));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<RestoreResult> next(Replacement now, long totalBytes) {
        return switch (now.stage()) {
            case Stopping -> stop(now);
            case Saving -> save(now);
            case Swapping -> swap(now, totalBytes);
            case Starting ->
                Optional.of(start(now).map(ReplaceRun::ended).orElseGet(() -> new RestoreResult.Restored("")));
            case RollingBack -> rollBack(now, totalBytes);
            case Returning -> Optional.of(returned(now));
        };
    }

    private Optional<RestoreResult> stop(Replacement now) {
        Optional<RestoreCause> failure = work.perform(ReplacePlanner.stopping(volume(), now.stopped()), 0);
        reporter.enter(failure.map(cause -> now.back(ReplaceStage.Returning, cause))
                .orElseGet(() -> now.at(ReplaceStage.Saving)));
        return Optional.empty();
    }

    private Optional<RestoreResult> save(Replacement now) {
        String name = reporter.status().safetyBackup();
        switch (safety.ensure(restore, name, archive.store())) {
            case SafetyBackup.Progress.UnderWay underWay -> {
                reporter.enter(now);
                return Optional.of(new RestoreResult.Waiting());
            }
            case SafetyBackup.Progress.Failed failed ->
                reporter.enter(now.back(ReplaceStage.Returning, failed.cause()));
            case SafetyBackup.Progress.Done done -> {
                preview(now, done.archive());
                reporter.enter(now.at(ReplaceStage.Swapping));
            }
        }
        return Optional.empty();
    }

    /** Now that nothing changes any more it can be said to the file what does. */
    private void preview(Replacement now, ArchiveChoice before) {
        try {
            MemberDifference difference = work.difference(archive, before);
            String text = reporter.status().plan().map(RestorePreview::text).orElse("");
            List<String> stops = now.stopped().stream()
                    .map(Replacement.StoppedContainer::name)
                    .toList();
            reporter.remember(reporter.status().withPlan(RestorePreview.of(difference, stops, text)));
        } catch (ArchiveException unreadable) {
            LOG.warnf("no preview restore=%s cause=%s", restore.key(), unreadable.getMessage());
        }
    }

    private Optional<RestoreResult> swap(Replacement now, long totalBytes) {
        if (now.attempts() >= RestorePlanner.ATTEMPTS_MAX) {
            RestoreCause cause = new RestoreCause(
                    RestoreReason.Interrupted, "begun " + now.attempts() + " times and never finished");
            reporter.enter(now.back(ReplaceStage.RollingBack, cause));
            return Optional.empty();
        }
        reporter.enter(now.tried());
        Optional<RestoreCause> failure = work.perform(fill(now, archive), totalBytes);
        if (failure.isPresent() && failure.get().reason().passing()) {
            return failure.map(ReplaceRun::ended);
        }
        reporter.enter(failure.map(cause -> now.back(ReplaceStage.RollingBack, cause))
                .orElseGet(() -> now.at(ReplaceStage.Starting)));
        return Optional.empty();
    }

    /** The way back is tried as long as there is one. */
    private Optional<RestoreResult> rollBack(Replacement now, long totalBytes) {
        Optional<ArchiveChoice> before =
                safety.archive(restore, reporter.status().safetyBackup());
        Optional<RestoreCause> failure = before.isEmpty()
                ? Optional.of(new RestoreCause(RestoreReason.SafetyBackupFailed, "the safety backup is gone"))
                : work.perform(fill(now, before.get()), totalBytes);
        if (failure.isEmpty()) {
            reporter.enter(now.back(ReplaceStage.Returning, now.cause()));
            return Optional.empty();
        }
        if (failure.get().reason().passing() || now.attempts() + 1 < RestorePlanner.ATTEMPTS_MAX) {
            reporter.enter(now.tried());
            return failure.map(RestoreResult.Again::new);
        }
        return Optional.of(new RestoreResult.Broken(new RestoreCause(
                RestoreReason.RollbackFailed,
                "the old contents could not be brought back: " + failure.get().message() + "; they are in Backup "
                        + reporter.status().safetyBackup() + ", and what ran on the volume is stopped. It began with "
                        + now.reason() + ": " + now.message())));
    }

    private RestoreResult returned(Replacement now) {
        Optional<RestoreCause> notStarted = start(now);
        if (notStarted.isPresent() && notStarted.get().reason().passing()) {
            return new RestoreResult.Again(notStarted.get());
        }
        String also = notStarted.map(cause -> "; and " + cause.message()).orElse("");
        return new RestoreResult.Broken(new RestoreCause(now.cause().reason(), now.message() + also));
    }

    /** Whoever was started meanwhile, by an engine that started anew for instance, is stopped first. */
    private List<RestoreStep> fill(Replacement now, ArchiveChoice from) {
        List<RestoreStep> steps = new ArrayList<>();
        now.stopped().forEach(user -> steps.add(new RestoreStep.StopContainer(user)));
        steps.addAll(ReplacePlanner.swapping(from, volume()));
        return steps;
    }

    /** All of them, though one may fail. */
    private Optional<RestoreCause> start(Replacement now) {
        List<RestoreCause> failures = new ArrayList<>();
        for (RestoreStep step : ReplacePlanner.starting(now.stopped())) {
            work.perform(List.of(step), 0).ifPresent(failures::add);
        }
        return failures.stream()
                .filter(cause -> cause.reason().passing())
                .findFirst()
                .or(() -> failures.stream()
                        .findFirst()
                        .map(cause -> new RestoreCause(RestoreReason.UsersNotStarted, cause.message())));
    }

    private static RestoreResult ended(RestoreCause cause) {
        return cause.reason().passing() ? new RestoreResult.Again(cause) : new RestoreResult.Broken(cause);
    }

    private String volume() {
        return restore.spec().target().volume();
    }
}

package dev.evenkeel.backup;

import dev.evenkeel.engine.Engine;
import dev.evenkeel.hook.HookRun;
import dev.evenkeel.hook.HookRunner;
import dev.evenkeel.hook.HookRuns;
import dev.evenkeel.hook.HookSpec;
import dev.evenkeel.hook.HooksSpec;
import java.util.List;
import java.util.Optional;

/**
 * The hooks around a window. That the later ones are owed is durable before the first of the earlier ones is run, and
 * as long as they are, they are run before anything else is done.
 */
final class BackupHooks {

    private final Engine engine;
    private final HookRunner runner;
    private final RunJournal<BackupSpec, BackupStatus> journal;
    private final BackupWindow window;

    BackupHooks(Engine engine, HookRunner runner, RunJournal<BackupSpec, BackupStatus> journal, BackupWindow window) {
        this.engine = engine;
        this.runner = runner;
        this.journal = journal;
        this.window = window;
    }

    /**
     * Does {@code work} between the hooks, and within the window.
     *
     * @return why nothing that was read meanwhile may be kept
     */
    Optional<BackupCause> around(List<String> volumes, Runnable work) {
        HooksSpec hooks = journal.resource().spec().hooks();
        if (!hooks.wanted()) {
            return window.around(volumes, work);
        }
        try {
            journal.enter(journal.resource().status().withHooks(HookRuns.BEGUN));
            Optional<BackupCause> hindrance = before(hooks.pre());
            return hindrance.isPresent() ? hindrance.map(cause -> cause.about(volumes)) : window.around(volumes, work);
        } finally {
            settle();
        }
    }

    private Optional<BackupCause> before(List<HookSpec> hooks) {
        for (HookSpec hook : hooks) {
            HookRun run = runner.run(engine, hook);
            BackupStatus status = journal.resource().status();
            journal.enter(status.withHooks(status.hooks().withPre(run)));
            if (run.fatal()) {
                return Optional.of(BackupCause.of(run, BackupReason.PreHookFailed));
            }
        }
        return Optional.empty();
    }

    /**
     * Closes the window if it is open, and then runs the hooks that are owed, also on a thread that is being
     * interrupted. Those that were run by a process that died are not run again.
     *
     * @return whether nothing is owed any more
     */
    boolean settle() {
        if (!window.close()) {
            return false;
        }
        boolean interrupted = Thread.interrupted();
        try {
            after();
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void after() {
        if (!journal.resource().status().hooks().owed()) {
            return;
        }
        List<HookSpec> hooks = journal.resource().spec().hooks().post();
        int done = journal.resource().status().hooks().post().size();
        for (HookSpec hook : hooks.subList(Math.min(done, hooks.size()), hooks.size())) {
            HookRun run = runner.run(engine, hook);
            BackupStatus status = journal.resource().status();
            journal.write(status.withHooks(status.hooks().withPost(run)));
        }
        BackupStatus status = journal.resource().status();
        journal.write(status.withHooks(status.hooks().done()));
    }
}

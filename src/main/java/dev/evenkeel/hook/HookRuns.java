package dev.evenkeel.hook;

import dev.evenkeel.resource.Defaults;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hooks of a run, as far as they were run.
 *
 * @param owed whether hooks of the second kind have to be run yet
 * @param pre those before reading
 * @param post those after it
 */
public record HookRuns(boolean owed, List<HookRun> pre, List<HookRun> post) {

    /** None, and none owed. */
    public static final HookRuns NONE = new HookRuns(false, List.of(), List.of());

    /** Before the first is run. */
    public static final HookRuns BEGUN = new HookRuns(true, List.of(), List.of());

    public HookRuns {
        pre = Defaults.list(pre);
        post = Defaults.list(post);
    }

    public HookRuns withPre(HookRun run) {
        return new HookRuns(owed, Stream.concat(pre.stream(), Stream.of(run)).toList(), post);
    }

    public HookRuns withPost(HookRun run) {
        return new HookRuns(
                owed, pre, Stream.concat(post.stream(), Stream.of(run)).toList());
    }

    public HookRuns done() {
        return new HookRuns(false, pre, post);
    }

    /** The first that did not succeed; one that means that the run has failed counts before one that does not. */
    public Optional<HookRun> worst() {
        return Stream.of(true, false)
                .flatMap(fatal ->
                        Stream.concat(pre.stream(), post.stream()).filter(run -> !run.good() && run.fatal() == fatal))
                .findFirst();
    }
}

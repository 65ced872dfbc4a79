package dev.evenkeel.hook;

import dev.evenkeel.resource.Defaults;
import dev.evenkeel.resource.RiskyUse;
import dev.evenkeel.resource.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands that are run in containers before the volumes are read, and after that. Off unless the administrator turns
 * them on.
 *
 * @param pre before anybody is made to stand still, one after the other. After one that fails the others are left out
 * @param post when everybody runs again, one after the other, also when the run failed, was cancelled or was broken off
 */
public record HooksSpec(List<HookSpec> pre, List<HookSpec> post) {

    /** No commands. */
    public static final HooksSpec NONE = new HooksSpec(List.of(), List.of());

    /** Who needs more has a script to write. */
    static final int HOOKS_MAX = 10;

    public HooksSpec {
        pre = Defaults.list(pre);
        post = Defaults.list(post);
    }

    public boolean wanted() {
        return !pre.isEmpty() || !post.isEmpty();
    }

    /** The rules that this breaks as the value of {@code field}. */
    public List<Violation> violations(String field) {
        List<Violation> broken = new ArrayList<>();
        check(field + ".pre", pre, broken);
        check(field + ".post", post, broken);
        return broken;
    }

    /** What an administrator has to allow, and the caller to be allowed. */
    public List<RiskyUse> riskyUses(String field) {
        List<RiskyUse> uses = new ArrayList<>();
        uses(field + ".pre", pre, uses);
        uses(field + ".post", post, uses);
        return uses;
    }

    private static void check(String field, List<HookSpec> hooks, List<Violation> broken) {
        if (hooks.size() > HOOKS_MAX) {
            broken.add(Violation.tooLong(field, "may not have more than " + HOOKS_MAX + " hooks: run a script"));
        }
        for (int i = 0; i < hooks.size(); i++) {
            broken.addAll(hooks.get(i).violations(field + "[" + i + "]"));
        }
    }

    private static void uses(String field, List<HookSpec> hooks, List<RiskyUse> uses) {
        for (int i = 0; i < hooks.size(); i++) {
            HookSpec hook = hooks.get(i);
            String value = hook.container() + ": " + String.join(" ", hook.command());
            uses.add(new RiskyUse(RiskyUse.Feature.exechooks, field + "[" + i + "].command", value));
        }
    }
}

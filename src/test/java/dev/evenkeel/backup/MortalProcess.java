package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveDraft;
import dev.evenkeel.archive.ArchiveStore;
import dev.evenkeel.engine.Engine;
import dev.evenkeel.registry.RevisionLog;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A process that dies at one of the calls that change something: in the registry, in a store or on an engine. What it
 * would have done from then on, tidying up included, does not happen any more.
 */
public final class MortalProcess {

    private static final Predicate<String> REGISTRY =
            Pattern.compile("create|createAll|update|delete|compact").asMatchPredicate();
    private static final Predicate<String> STORE =
            Pattern.compile("begin|delete|reap").asMatchPredicate();
    private static final Predicate<String> DRAFT = Pattern.compile("publish").asMatchPredicate();
    private static final Predicate<String> ENGINE = Pattern.compile(
                    "(create|remove|import|start|stop|pause|unpause|write|empty|connect|disconnect|kill).*")
            .asMatchPredicate();

    /** Where in a call it dies. */
    public enum Moment {
        /** The archive is gone, and its manifest is not. */
        WithinRemoval,
        /** It is done, and nobody has heard of it. */
        After
    }

    /** The end of a process. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final int last;
    private final Moment moment;
    private final List<String> calls = new ArrayList<>();
    private boolean dead;

    /** @param last the number of the call, from 1 on; one that never comes is never died at */
    public MortalProcess(int last, Moment moment) {
        this.last = last;
        this.moment = moment;
    }

    /** What it did that changes something, in order; removals from a store are called {@code store.delete}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public RevisionLog registry(RevisionLog log) {
        return wrapped(RevisionLog.class, "registry", log, REGISTRY);
    }

    public Engine engine(Engine engine) {
        return wrapped(Engine.class, "engine", engine, ENGINE);
    }

    /** @param folder of the store */
    public ArchiveStore store(ArchiveStore store, Path folder) {
        return wrapped(
                ArchiveStore.class,
                "store",
                moment == Moment.WithinRemoval ? halfRemoving(store, folder) : store,
                STORE);
    }

    /** Whose last removal is half of one. */
    private ArchiveStore halfRemoving(ArchiveStore store, Path folder) {
        return proxy(ArchiveStore.class, (method, arguments) -> {
            if (method.getName().equals("delete") && calls.size() == last) {
                return Files.deleteIfExists(folder.resolve(arguments[0].toString()));
            }
            return method.invoke(store, arguments);
        });
    }

    private <T> T wrapped(Class<T> port, String name, T real, Predicate<String> changes) {
        return proxy(port, (method, arguments) -> {
            if (dead) {
                throw new Died();
            }
            boolean now = changes.test(method.getName()) && isLast(name + "." + method.getName());
            Object answer = method.invoke(real, arguments);
            if (now) {
                dead = true;
                throw new Died();
            }
            return answer instanceof ArchiveDraft draft ? wrapped(ArchiveDraft.class, "draft", draft, DRAFT) : answer;
        });
    }

    private boolean isLast(String call) {
        calls.add(call);
        return calls.size() == last;
    }

    @FunctionalInterface
    private interface Handler {
        Object handle(Method method, Object[] arguments) throws ReflectiveOperationException, IOException;
    }

    private static <T> T proxy(Class<T> port, Handler handler) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    try {
                        return handler.handle(method, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}

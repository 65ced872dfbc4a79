package dev.evenkeel.engine;

import dev.evenkeel.engine.EngineException.Unreachable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An engine whose n-th mutating call goes wrong, counted from 1 and once. All other calls are those of the engine. */
public final class FlakyEngine implements InvocationHandler {

    private static final Set<String> MUTATING = Set.of(
            "createNetwork",
            "removeNetwork",
            "connect",
            "disconnect",
            "createVolume",
            "removeVolume",
            "createHelper",
            "removeHelper",
            "importEmptyImage",
            "writeArchive");

    private final Engine engine;
    private final int failing;
    private final boolean done;
    private final Supplier<? extends RuntimeException> failure;
    private final AtomicInteger mutations = new AtomicInteger();

    private FlakyEngine(Engine engine, int failing, boolean done, Supplier<? extends RuntimeException> failure) {
        this.engine = engine;
        this.failing = failing;
        this.done = done;
        this.failure = failure;
    }

    /** The n-th mutating call does nothing and throws. */
    public static Engine failingBefore(int nth, Engine engine, Supplier<? extends RuntimeException> failure) {
        return proxy(new FlakyEngine(engine, nth, false, failure));
    }

    /** The n-th mutating call is done, and then throws. */
    public static Engine failingAfter(int nth, Engine engine, Supplier<? extends RuntimeException> failure) {
        return proxy(new FlakyEngine(engine, nth, true, failure));
    }

    /** The n-th mutating call is done, and nobody hears of it. */
    public static Engine losingTheReply(int nth, Engine engine) {
        return failingAfter(nth, engine, () -> new Unreachable("the reply is lost"));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean fails = MUTATING.contains(method.getName()) && mutations.incrementAndGet() == failing;
        if (fails && !done) {
            throw failure.get();
        }
        try {
            Object result = method.invoke(engine, arguments);
            if (fails) {
                throw failure.get();
            }
            return result;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Engine proxy(FlakyEngine flaky) {
        return (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, flaky);
    }
}

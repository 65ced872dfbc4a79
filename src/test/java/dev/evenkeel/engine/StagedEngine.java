package dev.evenkeel.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Engines on which something happens at a call: somebody meddles, the call fails, or the process that called dies. */
public final class StagedEngine {

    private static final Pattern MUTATION =
            Pattern.compile("(create|remove|import|start|stop|pause|unpause|write|connect|disconnect).*");

    private StagedEngine() {}

    /** What happens in the place of a call, or around it. */
    @FunctionalInterface
    public interface Scene {
        Object play(Method method, Call call) throws Throwable;
    }

    /** The call as it would be without us. */
    @FunctionalInterface
    public interface Call {
        Object done() throws Throwable;
    }

    public static Engine of(Engine engine, Scene scene) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (proxy, method, arguments) -> scene.play(method, () -> {
                    try {
                        return method.invoke(engine, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    /** Somebody does something right after each such call. */
    public static Engine after(String call, Engine engine, Runnable meddling) {
        return of(engine, (method, real) -> {
            Object answer = real.done();
            if (method.getName().equals(call)) {
                meddling.run();
            }
            return answer;
        });
    }

    /** Each such call fails. */
    public static Engine failing(String call, Engine engine, Supplier<? extends RuntimeException> failure) {
        return of(engine, (method, real) -> {
            if (method.getName().equals(call)) {
                throw failure.get();
            }
            return real.done();
        });
    }

    /** The process dies at the n-th call that changes something: no call after that reaches the engine. */
    public static Engine dying(int nth, boolean before, Engine engine, Supplier<? extends Error> death) {
        AtomicInteger calls = new AtomicInteger();
        AtomicBoolean dead = new AtomicBoolean();
        return of(engine, (method, real) -> {
            boolean now = MUTATION.matcher(method.getName()).matches() && calls.incrementAndGet() == nth;
            if (dead.get() || (now && before)) {
                dead.set(true);
                throw death.get();
            }
            Object answer = real.done();
            if (now) {
                dead.set(true);
                throw death.get();
            }
            return answer;
        });
    }

    /** How many calls change something. */
    public static Engine counting(AtomicInteger calls, Engine engine) {
        return of(engine, (method, real) -> {
            if (MUTATION.matcher(method.getName()).matches()) {
                calls.incrementAndGet();
            }
            return real.done();
        });
    }
}

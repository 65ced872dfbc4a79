package dev.evenkeel.restore;

import dev.evenkeel.engine.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** An engine on which something happens right after a named call. */
final class MeddledEngine {

    private MeddledEngine() {}

    static Engine after(String call, Engine engine, Runnable meddling) {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(engine, arguments);
                        if (method.getName().equals(call)) {
                            meddling.run();
                        }
                        return answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}

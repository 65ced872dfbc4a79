package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveDraft;
import dev.evenkeel.archive.ArchiveStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A store whose archives are other than they were written, or are written under other circumstances. */
public final class FaultyStore {

    private FaultyStore() {}

    /** From the n-th look at an archive on, whoever looks sees it otherwise. */
    public static ArchiveStore reading(ArchiveStore store, int fromLook, UnaryOperator<InputStream> otherwise) {
        AtomicInteger looks = new AtomicInteger();
        return proxy(
                ArchiveStore.class,
                store,
                (method, answer) -> method.equals("openArchive") && looks.incrementAndGet() >= fromLook
                        ? otherwise.apply((InputStream) answer)
                        : answer);
    }

    /** Archives are written otherwise. */
    static ArchiveStore writing(ArchiveStore store, UnaryOperator<OutputStream> otherwise) {
        return proxy(
                ArchiveStore.class,
                store,
                (method, answer) -> answer instanceof ArchiveDraft draft
                        ? proxy(
                                ArchiveDraft.class,
                                draft,
                                (part, stream) ->
                                        part.equals("archive") ? otherwise.apply((OutputStream) stream) : stream)
                        : answer);
    }

    private static <T> T proxy(Class<T> port, T real, BiFunction<String, Object, Object> otherwise) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        return answer == null ? null : otherwise.apply(method.getName(), answer);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    /** Each byte is another one. */
    static InputStream flipped(InputStream archive) {
        return new FilterInputStream(archive) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                return next < 0 ? next : next ^ 1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int read = super.read(target, offset, length);
                for (int i = 0; i < read; i++) {
                    target[offset + i] ^= 1;
                }
                return read;
            }
        };
    }
}

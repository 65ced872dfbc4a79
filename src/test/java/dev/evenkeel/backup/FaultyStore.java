package dev.evenkeel.backup;

import dev.evenkeel.archive.ArchiveStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A store whose archives are other than they were written, from the n-th look at one of them on. */
final class FaultyStore {

    private FaultyStore() {}

    static ArchiveStore reading(ArchiveStore store, int fromLook, UnaryOperator<InputStream> otherwise) {
        AtomicInteger looks = new AtomicInteger();
        return (ArchiveStore) Proxy.newProxyInstance(
                ArchiveStore.class.getClassLoader(),
                new Class<?>[] {ArchiveStore.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(store, arguments);
                        return method.getName().equals("openArchive") && looks.incrementAndGet() >= fromLook
                                ? otherwise.apply((InputStream) answer)
                                : answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
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

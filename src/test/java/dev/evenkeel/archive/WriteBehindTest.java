package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WriteBehindTest {

    private static final int MUCH = 9_000_001;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Workers workers = new Workers(1, threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void everyByteArrivesInOrder() throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        byte[] bytes = new byte[MUCH];
        Random random = new Random(1);
        random.nextBytes(bytes);
        try (OutputStream behind = WriteBehind.of(sink, workers)) {
            for (int done = 0; done < MUCH; ) {
                int count = Math.min(MUCH - done, random.nextInt(700_000));
                behind.write(bytes, done, count);
                done += count;
            }
            behind.write(7);
        }
        assertThat(sink.toByteArray()).startsWith(bytes).hasSize(MUCH + 1).endsWith(7);
    }

    @Test
    void withoutWorkersItIsTheSink() {
        OutputStream sink = OutputStream.nullOutputStream();
        assertThat(WriteBehind.of(sink, Workers.NONE)).isSameAs(sink);
    }

    @Test
    void aFailureOfTheSinkReachesTheWriterByItsName() {
        AtomicBoolean closed = new AtomicBoolean();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int single) {
                throw new ArchiveException.StoreFull("no space left", new IOException());
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThatThrownBy(() -> {
                    try (OutputStream behind = WriteBehind.of(full, workers)) {
                        for (int i = 0; i < 2; i++) {
                            behind.write(new byte[MUCH]);
                        }
                    }
                })
                .isInstanceOf(ArchiveException.StoreFull.class)
                .hasNoSuppressedExceptions();
        assertThat(closed).isTrue();
    }

    @Test
    void aFailureOfTheLastPieceIsHeardWhenClosing() throws IOException {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw new IOException("broken");
            }
        };
        OutputStream behind = WriteBehind.of(broken, workers);
        behind.write(1);
        assertThatThrownBy(behind::close).isInstanceOf(IOException.class).hasMessage("broken");
    }

    /** Nobody may write any more to what is about to be removed. */
    @Test
    void whenInterruptedItStopsAStoreThatHangsBeforeItIsClosed() {
        CountDownLatch hangs = new CountDownLatch(1);
        AtomicReference<String> story = new AtomicReference<>("");
        OutputStream hanging = new OutputStream() {
            @Override
            public void write(int single) {
                hangs.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException givenUp) {
                    story.updateAndGet(before -> before + "stopped ");
                    throw new ArchiveException.Cancelled("interrupted");
                }
            }

            @Override
            public void close() {
                story.updateAndGet(before -> before + "closed");
            }
        };
        AtomicReference<Throwable> heard = new AtomicReference<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            try (OutputStream behind = WriteBehind.of(hanging, workers)) {
                behind.write(new byte[2 * MUCH]);
            } catch (IOException | ArchiveException failure) {
                heard.set(failure);
            }
        });
        await().atMost(Duration.ofMinutes(1)).until(() -> hangs.getCount() == 0);
        writer.interrupt();
        await().atMost(Duration.ofMinutes(1)).until(() -> !writer.isAlive());
        assertThat(heard.get()).isInstanceOf(ArchiveException.Cancelled.class);
        assertThat(story).hasValue("stopped closed");
    }
}

package dev.evenkeel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several threads compress is one gzip file like any other. */
final class ParallelGzipTest {

    private static final int LEVEL = 6;

    private final ExecutorService executor = Executors.newFixedThreadPool(3);

    @AfterEach
    void end() {
        executor.shutdown();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32 << 10, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_003})
    void everyLengthComesBack(int length) throws IOException {
        byte[] content = text(length);
        assertThat(unpacked(packed(content, new Workers(3, executor)))).isEqualTo(content);
        assertThat(unpacked(packed(content, Workers.NONE))).isEqualTo(content);
    }

    @Test
    void noiseComesBackToo() throws IOException {
        byte[] noise = new byte[3_000_000];
        new Random(7).nextBytes(noise);
        assertThat(unpacked(packed(noise, new Workers(3, executor)))).isEqualTo(noise);
    }

    @Test
    void nothingIsGivenAwayAtTheBordersOfBlocks() throws IOException {
        byte[] content = text(8 << 20);
        ByteArrayOutputStream single = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(single)) {
            gzip.write(content);
        }
        assertThat(packed(content, new Workers(3, executor)).length).isLessThan((int) (single.size() * 1.01));
    }

    @Test
    void sinkThatFailsIsHeardOf() {
        OutputStream full = new OutputStream() {
            private int room = 1_000;

            @Override
            public void write(int character) throws IOException {
                if (room-- == 0) {
                    throw new IOException("no space left");
                }
            }
        };
        assertThatThrownBy(() -> {
                    try (OutputStream gzip = new ParallelGzip(full, LEVEL, new Workers(2, executor))) {
                        gzip.write(text(20 << 20));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    private static byte[] packed(byte[] content, Workers workers) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream gzip = new ParallelGzip(file, LEVEL, workers)) {
            int half = content.length / 2;
            gzip.write(content, 0, half);
            gzip.write(content, half, content.length - half);
        }
        return file.toByteArray();
    }

    private static byte[] unpacked(byte[] file) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();
    }

    /** Words that come again, near and far. */
    private static byte[] text(int length) {
        Random random = new Random(5);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i > 20_000 && random.nextInt(10) > 0 ? bytes[i - 20_000] : 'a' + random.nextInt(20));
        }
        return bytes;
    }
}

package dev.evenkeel.engine;

/** Ids like those of the engine: 64 hexadecimal digits, told apart by the first few. The same in every run. */
final class FakeIds {

    /** Any odd number with its bits well mixed spreads a counter over the first digits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long count;

    String next() {
        count++;
        return "%016x%048x".formatted(count * SPREAD, count);
    }

    String macAddress() {
        return "02:42:00:00:00:%02x".formatted(count % 256);
    }
}

package dev.evenkeel.control;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Which of many lines about failures are worth reading. One that says the same again is at its 2nd, 4th, 8th time and
 * so on; of those that differ in their facts only, the first few are, and then the 32nd, the 64th and so on.
 *
 * <p>Thread-safe.
 */
public final class Repetitions {

    /** What was not said for so long is new again. */
    public static final Duration QUIET = Duration.ofMinutes(10);

    /** So many different lines of one form are let through in {@link #QUIET}. */
    public static final int ALIKE_MAX = 20;

    /** So many lines, and forms of lines, are remembered: those seen last. */
    static final int REMEMBERED_MAX = 1000;

    /** @param told whether it was worth reading when it came first: otherwise its repetitions are not, either */
    private record Line(long count, long seenAt, boolean told) {}

    private record Form(long lines, long since) {}

    private final LongSupplier nanoTime;
    private final Map<String, Line> lines = new Newest<>();
    private final Map<String, Form> forms = new Newest<>();

    /** @param nanoTime a monotonic clock in nanoseconds */
    public Repetitions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Takes note of a line.
     *
     * @param form what lines have in common that differ in their facts only
     * @return how often it was said, if it is worth reading
     */
    public synchronized OptionalLong said(String form, String text) {
        long now = nanoTime.getAsLong();
        Line before = lines.get(text);
        boolean again = before != null && now - before.seenAt() < QUIET.toNanos();
        long count = again ? before.count() + 1 : 1;
        boolean told = again ? before.told() : worthTelling(form, now);
        lines.put(text, new Line(count, now, told));
        return told && powerOfTwo(count) ? OptionalLong.of(count) : OptionalLong.empty();
    }

    private boolean worthTelling(String form, long now) {
        Form before = forms.get(form);
        boolean lately = before != null && now - before.since() < QUIET.toNanos();
        Form after = lately ? new Form(before.lines() + 1, before.since()) : new Form(1, now);
        forms.put(form, after);
        return after.lines() <= ALIKE_MAX || powerOfTwo(after.lines());
    }

    private static boolean powerOfTwo(long count) {
        return Long.bitCount(count) == 1;
    }

    /** Forgets those that nobody asked for the longest. */
    private static final class Newest<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1L;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > REMEMBERED_MAX;
        }
    }
}

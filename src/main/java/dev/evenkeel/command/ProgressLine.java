package dev.evenkeel.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far something long has come: on a terminal in one line that is drawn over and over, elsewhere in a line for
 * each step and one now and then.
 *
 * <p>Thread-safe.
 */
public final class ProgressLine {

    /** How it is shown. */
    public enum Style {
        /** Drawn over with {@code \r}. */
        TERMINAL,
        /** Whole lines, for a file or a pipe. */
        LINES,
        /** Not at all. */
        QUIET
    }

    /** How often a step that goes on is told of where lines stay. */
    static final Duration LINE_INTERVAL = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final Style style;
    private final LongSupplier nanoTime;
    private String step = "";
    private long stepBegan;
    private long told;
    private int drawn;

    /** @param nanoTime a monotonic clock in nanoseconds */
    public ProgressLine(PrintWriter out, Style style, LongSupplier nanoTime) {
        this.out = out;
        this.style = style;
        this.nanoTime = nanoTime;
    }

    /**
     * Something has come so far.
     *
     * @param total 0 when it is not known
     */
    public synchronized void show(String what, String name, long done, long total) {
        long now = nanoTime.getAsLong();
        String key = what + "\n" + name;
        boolean begins = !key.equals(step);
        if (begins) {
            step = key;
            stepBegan = now;
        }
        String text = ProgressText.of(what, name, done, total, Duration.ofNanos(now - stepBegan));
        switch (style) {
            case TERMINAL -> draw(text);
            case LINES -> {
                if (begins || now - told >= LINE_INTERVAL.toNanos()) {
                    told = now;
                    out.println(text);
                    out.flush();
                }
            }
            case QUIET -> {}
        }
    }

    /** Takes the line away, so that something else can be said. */
    public synchronized void clear() {
        step = "";
        if (drawn > 0) {
            draw("");
            drawn = 0;
        }
    }

    private void draw(String text) {
        out.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())) + (text.isEmpty() ? "\r" : ""));
        out.flush();
        drawn = text.length();
    }
}

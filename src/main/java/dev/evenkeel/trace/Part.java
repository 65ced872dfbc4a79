package dev.evenkeel.trace;

/** A part of a trace that goes on, on the thread that began it. */
public interface Part extends AutoCloseable {

    /** Nobody traces. */
    Part NONE = new Part() {
        @Override
        public void note(String key, String value) {}

        @Override
        public void failed(String reason) {}

        @Override
        public void close() {}
    };

    /** A fact about it. */
    void note(String key, String value);

    /** It did not go well. */
    void failed(String reason);

    @Override
    void close();
}

package dev.evenkeel.access;

/** Hears of every request to the API. The metrics room listens. */
public interface RequestListener {

    /** Nobody listens. */
    RequestListener SILENT = new RequestListener() {};

    /**
     * Somebody tried to prove who he is.
     *
     * @param known whether he could
     */
    default void identified(Credentials.Way way, boolean known) {}

    /** A request was answered, with a status of HTTP. */
    default void answered(Attributes attributes, int code) {}
}

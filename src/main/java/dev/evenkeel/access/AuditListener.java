package dev.evenkeel.access;

/** Hears what the audit log is about to say, and when it cannot. */
public interface AuditListener {

    /** A request was not allowed. */
    void denied(int code);

    /** A line was written. */
    default void written(String level) {}

    /** A line could not be written. */
    void lost();
}

package dev.evenkeel.notify;

/** How bad a problem is, spelt as in labels of alerts. */
public enum Severity {
    /** Somebody should look soon: nothing is protected or repaired any more. */
    critical,
    /** Somebody should look. */
    warning
}

package dev.evenkeel.resource;

/** Whether somebody should look at an event, spelt as on the wire. */
public enum EventType {
    Normal,
    Warning
}

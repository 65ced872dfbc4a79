package dev.evenkeel.notify;

/** The port by which messages leave. */
@FunctionalInterface
interface Sender {

    /** Tries once. Does not throw because of the receiver. */
    Delivery send(NotificationBody body) throws InterruptedException;
}

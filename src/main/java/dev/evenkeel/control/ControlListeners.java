package dev.evenkeel.control;

import java.time.Duration;
import java.util.List;

/** Several who listen, told in this order. */
public record ControlListeners<K>(List<ControlListener<K>> all) implements ControlListener<K> {

    public ControlListeners {
        all = List.copyOf(all);
    }

    @Override
    public void added(K key) {
        all.forEach(listener -> listener.added(key));
    }

    @Override
    public void taken(K key, Duration waited) {
        all.forEach(listener -> listener.taken(key, waited));
    }

    @Override
    public void finished(K key, Duration worked) {
        all.forEach(listener -> listener.finished(key, worked));
    }

    @Override
    public void reconciled(K key, Outcome outcome, Duration took) {
        all.forEach(listener -> listener.reconciled(key, outcome, took));
    }

    @Override
    public void retried(K key, Duration delay) {
        all.forEach(listener -> listener.retried(key, delay));
    }

    @Override
    public void panicked(K key, Throwable cause) {
        all.forEach(listener -> listener.panicked(key, cause));
    }
}

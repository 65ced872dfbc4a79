package dev.evenkeel.access;

/** Decides whether somebody may do something. */
@FunctionalInterface
public interface Authorizer {

    boolean allows(Caller caller, Attributes attributes);
}

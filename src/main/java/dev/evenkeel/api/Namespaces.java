package dev.evenkeel.api;

import java.util.SortedSet;

/** Tells which namespaces there are: one for each engine. */
@FunctionalInterface
public interface Namespaces {

    SortedSet<String> names();
}

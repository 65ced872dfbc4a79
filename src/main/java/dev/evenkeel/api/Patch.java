package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** What a PATCH asks for, in one of the languages that there are for it. */
sealed interface Patch {

    /** RFC 7386: an object with the fields that are to change. */
    record Merge(Manifest changes) implements Patch {}

    /** RFC 6902: a list of operations. */
    record Operations(ArrayNode operations) implements Patch {}

    /** Server-side apply: all that the manager has an opinion on. */
    record Configuration(Manifest manifest) implements Patch {}
}

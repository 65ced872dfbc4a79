package dev.evenkeel.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An object as a client wrote it.
 *
 * @param duplicates paths of the fields that he wrote more than once; {@code tree} has the last of them
 */
record Manifest(ObjectNode tree, List<String> duplicates) {

    Manifest {
        duplicates = List.copyOf(duplicates);
    }
}

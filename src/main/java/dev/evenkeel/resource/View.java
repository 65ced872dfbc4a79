package dev.evenkeel.resource;

/**
 * Something of a resource that is worked out when somebody asks for it, and kept nowhere. In the API it is a
 * subresource that can only be read.
 *
 * @param name as in paths, {@code diagnosis}
 * @param kind of the object that comes out, {@code NetworkDiagnosis}; no other object may be of it
 * @param type the record that comes out, which Jackson can map by its component names
 */
public record View(String name, String kind, Class<? extends Record> type) {}

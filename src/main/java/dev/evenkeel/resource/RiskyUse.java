package dev.evenkeel.resource;

/**
 * Something in a spec that reaches beyond the engine to its host, and so needs more than permission to write the spec:
 * the feature's switch in the configuration, and the verb {@code use} on the feature.
 *
 * @param feature what is used
 * @param field where the spec does so
 * @param value what it says there: another value is another use
 */
public record RiskyUse(Feature feature, String field, String value) {

    /** Features that are off unless an administrator turns them on. The names are those of roles and switches. */
    public enum Feature {
        /** Directories and block devices of the host as volumes, and directories as stores of archives. */
        hostpaths,
        /** The host's network interfaces as parents or bridges of networks. */
        hostinterfaces,
        /** Volume, network and address drivers that are plugins: code on the host that options drive. */
        drivers,
        /** Commands run in containers. */
        exechooks,
        /** Taking over networks and volumes that somebody else made. */
        adopt,
        /** Restoring over a volume that holds data. */
        forcerestore
    }
}

package dev.evenkeel.engine.docker;

import dev.evenkeel.engine.EngineException.Rejected;
import dev.evenkeel.engine.EngineVersion;

/** The versions of the Engine API that this side speaks: 1.40 (engine 19.03) to 1.51 (engine 28.3). */
final class ApiVersions {

    private static final int MAJOR = 1;
    private static final int OLDEST_MINOR = 40;

    /** Engines that are newer still serve it. */
    private static final int NEWEST_MINOR = 51;

    private ApiVersions() {}

    /** The newest version that both an engine of version {@code theirs} and this side speak. */
    static String agreeOn(String theirs) {
        if (!theirs.matches("\\d+\\.\\d+")) {
            throw new Rejected("the engine does not tell its API version: \"" + theirs + "\"");
        }
        EngineVersion engine = new EngineVersion("", theirs);
        if (!engine.atLeast(MAJOR, OLDEST_MINOR)) {
            throw new Rejected(
                    "the engine speaks API " + theirs + ", and " + MAJOR + "." + OLDEST_MINOR + " is needed");
        }
        return engine.atLeast(MAJOR, NEWEST_MINOR) ? MAJOR + "." + NEWEST_MINOR : theirs;
    }
}

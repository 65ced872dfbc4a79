package dev.evenkeel.registry.sql;

import org.jboss.logging.Logger;

/** On a server of others, the way back is a dump that they made: we have neither the room nor the command for one. */
final class PostgresDumps implements SqlMigrations.WayBack {

    private static final Logger LOG = Logger.getLogger(PostgresDumps.class);

    @Override
    public void prepare(int from, int to) {
        LOG.infof("registry is upgraded schema-from=%d schema-to=%d", from, to);
    }

    @Override
    public String to(int version) {
        return "restore a dump of the database from before its upgrade";
    }
}

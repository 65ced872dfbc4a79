package dev.evenkeel.registry.sql;

/**
 * All SQL there is, in the dialect that SQLite and PostgreSQL share.
 *
 * <p>Where an answer belongs to a revision, both come out of one statement, because one statement sees one snapshot in
 * every database and at every isolation level. That is what the joins with the one row of {@code registry} are for.
 */
final class SqlStatements {

    static final String BEGIN = "BEGIN";

    static final String REGISTRY =
            "SELECT registry_id, created_at, revision, compacted_revision FROM registry WHERE only_row = 1";

    /** Always the first statement of a write: it takes the database's write lock before anything is read. */
    static final String NEXT_REVISION =
            "UPDATE registry SET revision = revision + 1 WHERE only_row = 1 RETURNING revision";

    static final String OBJECT =
            "SELECT revision, json FROM stored_object WHERE kind = ? AND namespace = ? AND name = ?";

    static final String COUNT = "SELECT COUNT(*) FROM stored_object WHERE kind = ?";

    static final String OBJECTS = """
            SELECT r.revision AS newest, o.namespace, o.name, o.revision, o.json
            FROM registry r LEFT JOIN stored_object o ON o.kind = ?
            WHERE r.only_row = 1
            ORDER BY o.namespace, o.name
            """;

    static final String OBJECTS_OF_NAMESPACE = """
            SELECT r.revision AS newest, o.namespace, o.name, o.revision, o.json
            FROM registry r LEFT JOIN stored_object o ON o.kind = ? AND o.namespace = ?
            WHERE r.only_row = 1
            ORDER BY o.namespace, o.name
            """;

    static final String INSERT_OBJECT =
            "INSERT INTO stored_object (revision, json, kind, namespace, name) VALUES (?, ?, ?, ?, ?)";

    static final String UPDATE_OBJECT =
            "UPDATE stored_object SET revision = ?, json = ? WHERE kind = ? AND namespace = ? AND name = ?";

    static final String DELETE_OBJECT = "DELETE FROM stored_object WHERE kind = ? AND namespace = ? AND name = ?";

    static final String INSERT_CHANGE = """
            INSERT INTO logged_change
                (revision, kind, namespace, name, type, json, previous_json, previous_revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** Columns in the order of {@link #INSERT_OBJECT}, and below of {@link #INSERT_CHANGE}. */
    static final String ALL_OBJECTS = "SELECT revision, json, kind, namespace, name FROM stored_object";

    static final String ALL_CHANGES = """
            SELECT revision, kind, namespace, name, type, json, previous_json, previous_revision
            FROM logged_change
            """;

    static final String SET_ORIGIN = """
            UPDATE registry SET registry_id = ?, created_at = ?, revision = ?, compacted_revision = ?
            WHERE only_row = 1
            """;

    static final String CHANGES = """
            SELECT r.compacted_revision, c.revision, c.kind, c.namespace, c.name, c.type, c.json,
                   c.previous_json, c.previous_revision
            FROM registry r LEFT JOIN logged_change c ON c.revision > ?
            WHERE r.only_row = 1
            ORDER BY c.revision
            LIMIT ?
            """;

    /** Revisions have no gaps, so the newest n changes are those above {@code revision - n}. */
    static final String RAISE_COMPACTED_REVISION = """
            UPDATE registry SET compacted_revision = revision - ?
            WHERE only_row = 1 AND compacted_revision < revision - ?
            """;

    static final String DROP_COMPACTED_CHANGES =
            "DELETE FROM logged_change WHERE revision <= (SELECT compacted_revision FROM registry WHERE only_row = 1)";

    /** SQLite's own: a consistent copy, whoever writes meanwhile. */
    static final String COPY_SQLITE = "VACUUM INTO ?";

    /** PostgreSQL's own, like everything below: what a connection may take its time for. */
    static final String BOUNDS = "SET statement_timeout = '10s'; SET idle_in_transaction_session_timeout = '10s'";

    /** Of the connection that has the lock: a server that hears nothing of us gives it up after 20 seconds. */
    static final String KEEPALIVES =
            "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    /** The first number stands for Evenkeel, the second for the schema: there may be several in one database. */
    static final String TAKE_LOCK = "SELECT pg_try_advisory_lock(1163282252, hashtext(current_schema()))";

    static final String GIVE_LOCK_UP = "SELECT pg_advisory_unlock(1163282252, hashtext(current_schema()))";

    static final String LOCK_IS_OURS = """
            SELECT count(*) > 0 FROM pg_locks
            WHERE locktype = 'advisory' AND classid = 1163282252 AND pid = pg_backend_pid() AND granted
            """;

    static final String IS_STANDBY = "SELECT pg_is_in_recovery()";

    static final String SETTING = "SELECT current_setting(?)";

    static final String HAS_HOLDER = "SELECT to_regclass('registry') IS NOT NULL";

    static final String HOLDER = "SELECT holder, held_since FROM registry WHERE only_row = 1";

    static final String SET_HOLDER = "UPDATE registry SET holder = ?, held_since = ? WHERE only_row = 1";

    static final String BYTES = """
            SELECT pg_total_relation_size('registry') + pg_total_relation_size('logged_change')
                 + pg_total_relation_size('stored_object')
            """;

    private SqlStatements() {}
}

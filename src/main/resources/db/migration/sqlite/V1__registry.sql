-- The registry in one row. The next revision is taken from here inside the writing transaction, never from a sequence:
-- a sequence hands out numbers that commit out of order or not at all.
CREATE TABLE registry (
    only_row           INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    registry_id        TEXT    NOT NULL,
    revision           BIGINT  NOT NULL,
    compacted_revision BIGINT  NOT NULL
);

INSERT INTO registry (only_row, registry_id, revision, compacted_revision)
VALUES (1, lower(hex(randomblob(16))), 0, 0);

-- The truth: what happened, in order. Rows are appended, and dropped from the old end by compaction.
CREATE TABLE logged_change (
    revision          BIGINT NOT NULL PRIMARY KEY,
    kind              TEXT   NOT NULL,
    namespace         TEXT   NOT NULL,
    name              TEXT   NOT NULL,
    type              TEXT   NOT NULL CHECK (type IN ('ADDED', 'MODIFIED', 'DELETED')),
    json              TEXT   NOT NULL,
    previous_json     TEXT,
    previous_revision BIGINT
);

-- The newest state of each key, so that reading does not mean replaying.
CREATE TABLE stored_object (
    kind      TEXT   NOT NULL,
    namespace TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    revision  BIGINT NOT NULL,
    json      TEXT   NOT NULL,
    PRIMARY KEY (kind, namespace, name)
);

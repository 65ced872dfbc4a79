-- The registry in one row. The next revision is taken from here inside the writing transaction, never from a sequence:
-- a sequence hands out numbers that commit out of order or not at all. The row stays locked until the commit, so nobody
-- can see a revision before those below it.
CREATE TABLE registry (
    only_row           INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    registry_id        TEXT    NOT NULL,
    created_at         TEXT    NOT NULL,
    revision           BIGINT  NOT NULL,
    compacted_revision BIGINT  NOT NULL,
    -- Who works on it, and since when. The lock is an advisory one: this is its name.
    holder             TEXT    NOT NULL,
    held_since         TEXT    NOT NULL
);

-- Its making is its first revision: to clients a list as of revision 0 means a list as of any.
INSERT INTO registry (only_row, registry_id, created_at, revision, compacted_revision, holder, held_since)
VALUES (1, replace(gen_random_uuid()::text, '-', ''),
        to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 1, 0, '', '');

-- The truth: what happened, in order. Rows are appended, and dropped from the old end by compaction. JSON is kept as
-- text, as it was written.
CREATE TABLE logged_change (
    revision          BIGINT           NOT NULL PRIMARY KEY,
    kind              TEXT COLLATE "C" NOT NULL,
    namespace         TEXT COLLATE "C" NOT NULL,
    name              TEXT COLLATE "C" NOT NULL,
    type              TEXT             NOT NULL CHECK (type IN ('ADDED', 'MODIFIED', 'DELETED')),
    json              TEXT             NOT NULL,
    previous_json     TEXT,
    previous_revision BIGINT
);

-- The newest state of each key, so that reading does not mean replaying. Sorted by bytes, whatever the database's own
-- collation is.
CREATE TABLE stored_object (
    kind      TEXT COLLATE "C" NOT NULL,
    namespace TEXT COLLATE "C" NOT NULL,
    name      TEXT COLLATE "C" NOT NULL,
    revision  BIGINT           NOT NULL,
    json      TEXT             NOT NULL,
    PRIMARY KEY (kind, namespace, name)
);

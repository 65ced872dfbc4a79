-- When the registry was made. Of one that is older than this column nobody knows: it is as old as its upgrade.
ALTER TABLE registry ADD COLUMN created_at TEXT NOT NULL DEFAULT '';

-- Its making is its first revision: to clients a list as of revision 0 means a list as of any.
UPDATE registry SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), revision = max(revision, 1);

-- A change that this program does not know: tests of upgrades and of the way back bring it along.
ALTER TABLE registry ADD COLUMN shard TEXT NOT NULL DEFAULT '';

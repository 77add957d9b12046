-- SHA-256 of a file's content, in hex; empty for what was kept before.

ALTER TABLE files ADD COLUMN digest TEXT NOT NULL DEFAULT '';

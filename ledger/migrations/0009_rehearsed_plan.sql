-- Which plan and roster a rehearsal is of.

ALTER TABLE rehearsals ADD COLUMN digest TEXT NOT NULL DEFAULT '';

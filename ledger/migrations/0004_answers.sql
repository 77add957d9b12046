-- Who an agency passed its docket on to, and whom a declined duty concerns instead.

CREATE TABLE delegates (
  docket   BIGINT NOT NULL,
  n        BIGINT NOT NULL,
  name     TEXT NOT NULL,
  post     TEXT NOT NULL,
  address  TEXT NOT NULL,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES entries
)$clustered;

ALTER TABLE people ADD COLUMN concerns TEXT NOT NULL DEFAULT '';

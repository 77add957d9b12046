-- What the office decided about real mail is found by its kind; which letters were let
-- out, and whether they came back; how agencies behave in a rehearsal.

CREATE INDEX entries_arming ON entries (docket, n)
  WHERE kind IN ('armed', 'staged', 'withheld', 'let-out', 'stopped');

CREATE TABLE departures (
  docket  BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  arming  BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  failed  BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES letters
)$clustered;
CREATE INDEX departures_failed ON departures (docket, arming) WHERE failed = 1;

ALTER TABLE rehearsals ADD COLUMN behaviour TEXT NOT NULL DEFAULT '';

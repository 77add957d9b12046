-- Facts are chained by hash and stay as they are; a campaign is sealed each day.

ALTER TABLE entries ADD COLUMN chain $bytes NOT NULL DEFAULT '';

CALL chain_all;

CREATE TABLE seals (
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  n         BIGINT NOT NULL,
  at        BIGINT NOT NULL,
  facts     BIGINT NOT NULL,
  records   BIGINT NOT NULL,
  digest    $bytes NOT NULL,
  PRIMARY KEY (campaign, n)
)$clustered;

CREATE TABLE seal_heads (
  docket  BIGINT NOT NULL REFERENCES dockets,
  seal    BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  PRIMARY KEY (docket, seal)
)$clustered;

CREATE TABLE seal_records (
  part      TEXT NOT NULL,
  home      BIGINT NOT NULL,
  name      TEXT NOT NULL,
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  seal      BIGINT NOT NULL,
  digest    $bytes NOT NULL,
  PRIMARY KEY (part, home, name)
)$clustered;
CREATE INDEX seal_records_seal ON seal_records (campaign, seal);

CREATE TABLE seal_salts (
  part      TEXT NOT NULL,
  home      BIGINT NOT NULL,
  name      TEXT NOT NULL,
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  salt      $bytes NOT NULL,
  PRIMARY KEY (part, home, name)
)$clustered;

-- What the office decided about real mail includes what it settles after a restore.
DROP INDEX entries_arming;
CREATE INDEX entries_arming ON entries (docket, n) WHERE kind IN
  ('armed', 'staged', 'withheld', 'let-out', 'stopped', 'restored', 'reconciled');

$staying;
CREATE TRIGGER entries_update BEFORE UPDATE ON entries $stays;
CREATE TRIGGER entries_delete BEFORE DELETE ON entries $stays;
CREATE TRIGGER seals_update BEFORE UPDATE ON seals $stays;
CREATE TRIGGER seals_delete BEFORE DELETE ON seals $stays;
CREATE TRIGGER seal_heads_update BEFORE UPDATE ON seal_heads $stays;
CREATE TRIGGER seal_heads_delete BEFORE DELETE ON seal_heads $stays;
CREATE TRIGGER seal_records_update BEFORE UPDATE ON seal_records $stays;
CREATE TRIGGER seal_records_delete BEFORE DELETE ON seal_records $stays;

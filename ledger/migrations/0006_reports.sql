-- Reports: what was submitted, what is being written, what goes with it, what became of it.

CREATE TABLE reports (
  docket   BIGINT NOT NULL,
  n        BIGINT NOT NULL,
  version  BIGINT NOT NULL,
  body     TEXT NOT NULL,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES entries
)$clustered;

CREATE TABLE drafts (
  docket  BIGINT NOT NULL REFERENCES dockets,
  saved   BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (docket, saved)
)$clustered;

CREATE TABLE attachments (
  id          TEXT PRIMARY KEY,
  docket      BIGINT NOT NULL REFERENCES dockets,
  at          BIGINT NOT NULL,
  name        TEXT NOT NULL,
  media_type  TEXT NOT NULL,
  extension   TEXT NOT NULL,
  size        BIGINT NOT NULL,
  digest      TEXT NOT NULL
);
CREATE INDEX attachments_docket ON attachments (docket);

CREATE TABLE attachment_parts (
  attachment  TEXT NOT NULL REFERENCES attachments,
  part        BIGINT NOT NULL,
  content     $bytes NOT NULL,
  PRIMARY KEY (attachment, part)
);

CREATE TABLE consolidations (
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  version   BIGINT NOT NULL,
  at        BIGINT NOT NULL,
  body      TEXT NOT NULL,
  PRIMARY KEY (campaign, version)
)$clustered;

CREATE INDEX dockets_agency ON dockets (agency, campaign);

-- Times are UTC epoch seconds. Personal data lies in agencies, people and messages.

CREATE TABLE ledger_migrations (
  version  BIGINT PRIMARY KEY,
  name     TEXT NOT NULL
);

CREATE TABLE rehearsals (
  id     BIGINT PRIMARY KEY CHECK (id = 1),
  seed   BIGINT NOT NULL,
  clock  BIGINT NOT NULL
);

CREATE TABLE campaigns (
  id        $identity,
  name      TEXT NOT NULL UNIQUE,
  revision  BIGINT NOT NULL
);

CREATE TABLE plans (
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  revision  BIGINT NOT NULL,
  body      TEXT NOT NULL,
  PRIMARY KEY (campaign, revision)
);

CREATE TABLE agencies (
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  id        TEXT NOT NULL,
  body      TEXT NOT NULL,
  PRIMARY KEY (campaign, id)
)$clustered;

CREATE TABLE files (
  campaign    BIGINT NOT NULL REFERENCES campaigns,
  name        TEXT NOT NULL,
  media_type  TEXT NOT NULL,
  content     $bytes NOT NULL,
  PRIMARY KEY (campaign, name)
);

CREATE TABLE dockets (
  id         $identity,
  campaign   BIGINT NOT NULL REFERENCES campaigns,
  agency     TEXT NOT NULL,
  kind       TEXT NOT NULL,
  "group"    TEXT NOT NULL,
  token      TEXT NOT NULL,
  n          BIGINT NOT NULL,
  revision   BIGINT NOT NULL,
  wake       BIGINT,
  expected   BIGINT NOT NULL,
  confirmed  BIGINT NOT NULL,
  fulfilled  BIGINT NOT NULL,
  overdue    BIGINT NOT NULL,
  held       TEXT NOT NULL,
  UNIQUE (campaign, agency),
  CHECK (held = '' OR wake IS NULL)
);
CREATE UNIQUE INDEX dockets_token ON dockets (token) WHERE token <> '';
CREATE INDEX dockets_wake ON dockets (wake, id) WHERE wake IS NOT NULL;
CREATE INDEX dockets_revision ON dockets (campaign, revision, id) WHERE held = '';

CREATE TABLE entries (
  docket  BIGINT NOT NULL REFERENCES dockets,
  n       BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  kind    TEXT NOT NULL,
  duty    TEXT NOT NULL,
  step    TEXT NOT NULL,
  act     TEXT NOT NULL,
  key     TEXT,
  PRIMARY KEY (docket, n)
)$clustered;
CREATE UNIQUE INDEX entries_key ON entries (docket, key) WHERE key IS NOT NULL;

CREATE TABLE bodies (
  docket  BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES entries
)$clustered;

CREATE TABLE people (
  docket  BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  name    TEXT NOT NULL,
  post    TEXT NOT NULL,
  note    TEXT NOT NULL,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES entries
)$clustered;

CREATE TABLE signals (
  id        $identity,
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  agency    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  key       TEXT NOT NULL,
  duty      TEXT NOT NULL,
  step      TEXT NOT NULL
);

CREATE TABLE letters (
  docket      BIGINT NOT NULL REFERENCES dockets,
  n           BIGINT NOT NULL,
  key         TEXT NOT NULL,
  kind        TEXT NOT NULL,
  class       TEXT NOT NULL,
  recipient   TEXT NOT NULL,
  copy_to     TEXT NOT NULL,
  items       TEXT NOT NULL,
  invitation  TEXT,
  queued      BIGINT NOT NULL,
  not_after   BIGINT,
  due         BIGINT,
  state       TEXT NOT NULL,
  fence       BIGINT NOT NULL,
  attempts    BIGINT NOT NULL,
  outcome     TEXT NOT NULL,
  PRIMARY KEY (docket, n),
  CHECK ((due IS NOT NULL) = (state IN ('queued', 'claimed')))
)$clustered;
CREATE INDEX letters_due ON letters (due, docket, n) WHERE due IS NOT NULL;

CREATE TABLE messages (
  docket   BIGINT NOT NULL,
  n        BIGINT NOT NULL,
  message  $bytes NOT NULL,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES letters
);

-- The present shape of the ledger; a test holds the migrations to it.
-- Times are UTC epoch seconds. Personal data lies in agencies, people, delegates,
-- messages, reply_texts and announcements.

CREATE TABLE ledger_migrations (
  version  BIGINT PRIMARY KEY,
  name     TEXT NOT NULL
);

-- At most one row: this ledger is a rehearsal, with a clock of its own. behaviour: of its
-- agencies and its mail, as JSON; empty as it is usually. digest: of its plan and roster.
CREATE TABLE rehearsals (
  id     BIGINT PRIMARY KEY CHECK (id = 1),
  seed   BIGINT NOT NULL,
  clock  BIGINT NOT NULL,
  behaviour  TEXT NOT NULL DEFAULT '',
  digest     TEXT NOT NULL DEFAULT ''
);

-- revision: that of the plan in force, 0 while nothing binds.
CREATE TABLE campaigns (
  id        $identity,
  name      TEXT NOT NULL UNIQUE,
  revision  BIGINT NOT NULL
);

-- Duties, groups and policy; never changed, an amendment is a new revision.
CREATE TABLE plans (
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  revision  BIGINT NOT NULL,
  body      TEXT NOT NULL,
  PRIMARY KEY (campaign, revision)
);

-- Read by composition only: who is written to, and where.
CREATE TABLE agencies (
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  id        TEXT NOT NULL,
  body      TEXT NOT NULL,
  PRIMARY KEY (campaign, id)
)$clustered;

-- The signed plan.
-- digest: SHA-256 of the content in hex; a file kept before there was one has none.
CREATE TABLE files (
  campaign    BIGINT NOT NULL REFERENCES campaigns,
  name        TEXT NOT NULL,
  media_type  TEXT NOT NULL,
  content     $bytes NOT NULL,
  digest      TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (campaign, name)
);

-- n: the last fact. revision: settled under it. wake: has something to say then.
-- expected to overdue: derived, exact as of the last beat. held: why nobody decides it.
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
CREATE INDEX dockets_agency ON dockets (agency, campaign);

-- Facts: what rules read. n gives order, version and conflict in one column. chain: the
-- hash of a fact and of the one before.
CREATE TABLE entries (
  docket  BIGINT NOT NULL REFERENCES dockets,
  n       BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  kind    TEXT NOT NULL,
  duty    TEXT NOT NULL,
  step    TEXT NOT NULL,
  act     TEXT NOT NULL,
  key     TEXT,
  chain   $bytes NOT NULL DEFAULT '',
  PRIMARY KEY (docket, n)
)$clustered;
CREATE UNIQUE INDEX entries_key ON entries (docket, key) WHERE key IS NOT NULL;
CREATE INDEX entries_at ON entries (at);
CREATE INDEX entries_arming ON entries (docket, n)
  WHERE kind IN
  ('armed', 'staged', 'withheld', 'let-out', 'stopped', 'restored', 'reconciled');

-- What people read of a fact.
CREATE TABLE bodies (
  docket  BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES entries
)$clustered;

-- Who acted; purged after the season.
CREATE TABLE people (
  docket  BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  name    TEXT NOT NULL,
  post    TEXT NOT NULL,
  note    TEXT NOT NULL,
  concerns  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES entries
)$clustered;

-- Who an agency passed its docket on to, by the fact that says so; purged as well.
CREATE TABLE delegates (
  docket   BIGINT NOT NULL,
  n        BIGINT NOT NULL,
  name     TEXT NOT NULL,
  post     TEXT NOT NULL,
  address  TEXT NOT NULL,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES entries
)$clustered;

-- Raised and cleared by agencies' dockets, until the office's docket takes note.
CREATE TABLE signals (
  id        $identity,
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  agency    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  key       TEXT NOT NULL,
  duty      TEXT NOT NULL,
  step      TEXT NOT NULL
);

-- items, copy_to, invitation: compact JSON. fence: counts claims, so that a claimer
-- whose lease ended records nothing. due: to be claimed then, NULL when all is done.
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

-- Letters that were let out and not taken back, when last, by which arming (0: into the
-- embedded mailbox); failed: it was refused, or came back.
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

-- Composed bytes, kept to be sent again unchanged; purged after the season.
CREATE TABLE messages (
  docket   BIGINT NOT NULL,
  n        BIGINT NOT NULL,
  message  $bytes NOT NULL,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES letters
);

$packed;

-- How far a mailbox was read: its UIDVALIDITY and the last UID. name: a digest.
CREATE TABLE mailboxes (
  name      TEXT PRIMARY KEY,
  validity  BIGINT NOT NULL,
  uid       BIGINT NOT NULL
);

-- What was understood of each message of a mailbox, once; docket: where it belongs.
-- event, stamp: which calendar event was answered, and when.
CREATE TABLE replies (
  id      $identity,
  digest  TEXT NOT NULL UNIQUE,
  at      BIGINT NOT NULL,
  result  TEXT NOT NULL,
  reason  TEXT NOT NULL,
  docket  BIGINT REFERENCES dockets,
  event   TEXT NOT NULL,
  stamp   BIGINT
);
CREATE INDEX replies_docket ON replies (docket, event) WHERE docket IS NOT NULL;

-- Who wrote what, for people to read; purged after the season.
CREATE TABLE reply_texts (
  reply    BIGINT PRIMARY KEY REFERENCES replies,
  sender   TEXT NOT NULL,
  name     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  text     TEXT NOT NULL
);

-- Which letter a mailbox gets on a day; reader: a digest of its address.
CREATE TABLE mailings (
  day     TEXT NOT NULL,
  reader  TEXT NOT NULL,
  docket  BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  PRIMARY KEY (day, reader)
)$clustered;

-- What the office announces to many, kept once; facts name it by their act. name, post:
-- who ordered it; purged after the season, with the text.
CREATE TABLE announcements (
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  act       TEXT NOT NULL,
  subject   TEXT NOT NULL,
  text      TEXT NOT NULL,
  name      TEXT NOT NULL,
  post      TEXT NOT NULL,
  urgent    BIGINT NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (campaign, act)
)$clustered;

-- A version of an agency's report, by the fact that submitted it.
CREATE TABLE reports (
  docket   BIGINT NOT NULL,
  n        BIGINT NOT NULL,
  version  BIGINT NOT NULL,
  body     TEXT NOT NULL,
  PRIMARY KEY (docket, n),
  FOREIGN KEY (docket, n) REFERENCES entries
)$clustered;

-- A report being written, as it was saved step by step; an empty save ends a draft that
-- was submitted, the others are forgotten later.
CREATE TABLE drafts (
  docket  BIGINT NOT NULL REFERENCES dockets,
  saved   BIGINT NOT NULL,
  at      BIGINT NOT NULL,
  body    TEXT NOT NULL,
  PRIMARY KEY (docket, saved)
)$clustered;

-- A file that goes with a report, found safe; its content lies in parts.
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

-- What a campaign's reports came to, version by version.
CREATE TABLE consolidations (
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  version   BIGINT NOT NULL,
  at        BIGINT NOT NULL,
  body      TEXT NOT NULL,
  PRIMARY KEY (campaign, version)
)$clustered;

-- A campaign's days: each digest goes over the heads and records below, and the one before.
CREATE TABLE seals (
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  n         BIGINT NOT NULL,
  at        BIGINT NOT NULL,
  facts     BIGINT NOT NULL,
  records   BIGINT NOT NULL,
  digest    $bytes NOT NULL,
  PRIMARY KEY (campaign, n)
)$clustered;

-- How far a seal goes in each docket that moved on since the one before.
CREATE TABLE seal_heads (
  docket  BIGINT NOT NULL REFERENCES dockets,
  seal    BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  PRIMARY KEY (docket, seal)
)$clustered;

-- What stands beside the facts, by its digest; home is its docket or its campaign.
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

-- What personal data is hashed with; forgotten with it.
CREATE TABLE seal_salts (
  part      TEXT NOT NULL,
  home      BIGINT NOT NULL,
  name      TEXT NOT NULL,
  campaign  BIGINT NOT NULL REFERENCES campaigns,
  salt      $bytes NOT NULL,
  PRIMARY KEY (part, home, name)
)$clustered;

-- What is recorded stays: nobody changes or removes it, whoever writes to the database.
$staying;
CREATE TRIGGER entries_update BEFORE UPDATE ON entries $stays;
CREATE TRIGGER entries_delete BEFORE DELETE ON entries $stays;
CREATE TRIGGER seals_update BEFORE UPDATE ON seals $stays;
CREATE TRIGGER seals_delete BEFORE DELETE ON seals $stays;
CREATE TRIGGER seal_heads_update BEFORE UPDATE ON seal_heads $stays;
CREATE TRIGGER seal_heads_delete BEFORE DELETE ON seal_heads $stays;
CREATE TRIGGER seal_records_update BEFORE UPDATE ON seal_records $stays;
CREATE TRIGGER seal_records_delete BEFORE DELETE ON seal_records $stays;

-- The office's mailbox: how far it was read, and what was understood of each message.

CREATE TABLE mailboxes (
  name      TEXT PRIMARY KEY,
  validity  BIGINT NOT NULL,
  uid       BIGINT NOT NULL
);

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

CREATE TABLE reply_texts (
  reply    BIGINT PRIMARY KEY REFERENCES replies,
  sender   TEXT NOT NULL,
  name     TEXT NOT NULL,
  subject  TEXT NOT NULL,
  text     TEXT NOT NULL
);

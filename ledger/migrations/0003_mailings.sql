-- Which letter a mailbox gets on a day, across dockets and campaigns.

CREATE TABLE mailings (
  day     TEXT NOT NULL,
  reader  TEXT NOT NULL,
  docket  BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  PRIMARY KEY (day, reader)
)$clustered;

-- What the office announces to many, kept once; facts name it by its act.

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

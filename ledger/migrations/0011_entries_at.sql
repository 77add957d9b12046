-- A beat asks each time whether a fact lies ahead of the clock; it reads no docket for it.

CREATE INDEX entries_at ON entries (at);

/**
 * The first schema. Ids are uuidv7 texts, times UTC milliseconds, money millionths of a dollar.
 * Partial indexes keep the rows that wait small to find, however many are done. SQLite uses one only
 * for a query that repeats its condition word by word.
 */
export const foundation = `
CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'trusted', 'guest')),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE identity (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  peer TEXT NOT NULL,
  name TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (channel, account, peer)
) STRICT;
CREATE INDEX identity_person ON identity (person_id);

CREATE TABLE pairing (
  code TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  peer TEXT NOT NULL,
  name TEXT,
  chat TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  UNIQUE (channel, account, peer)
) STRICT;

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  chat_kind TEXT NOT NULL,
  person_id TEXT REFERENCES person (id) ON DELETE SET NULL,
  title TEXT NOT NULL DEFAULT '',
  head_id TEXT,
  model TEXT,
  queue TEXT,
  message_count INTEGER NOT NULL DEFAULT 0,
  last_text TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;
CREATE INDEX session_recent ON session (updated_at DESC);
CREATE UNIQUE INDEX session_key ON session (key) WHERE archived_at IS NULL;

CREATE TABLE message (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  parent_id TEXT,
  turn_id TEXT,
  run_id TEXT,
  role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'tool', 'system')),
  content TEXT NOT NULL,
  text TEXT NOT NULL,
  sender TEXT,
  stop_reason TEXT,
  error TEXT,
  is_summary INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_session ON message (session_id, seq);
CREATE INDEX message_summary ON message (session_id) WHERE is_summary = 1;
CREATE INDEX message_turn ON message (turn_id) WHERE turn_id IS NOT NULL;

CREATE VIRTUAL TABLE message_text USING fts5 (
  text, content = 'message', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3'
);
CREATE TRIGGER message_added AFTER INSERT ON message WHEN new.role IN ('user', 'assistant') BEGIN
  INSERT INTO message_text (rowid, text) VALUES (new.seq, new.text);
END;
CREATE TRIGGER message_removed AFTER DELETE ON message WHEN old.role IN ('user', 'assistant') BEGIN
  INSERT INTO message_text (message_text, rowid, text) VALUES ('delete', old.seq, old.text);
END;

CREATE TABLE inbox (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  dedupe_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'queued', 'in-turn', 'done', 'ignored')),
  reason TEXT,
  envelope TEXT NOT NULL,
  route TEXT,
  run_id TEXT NOT NULL,
  queue TEXT,
  person_id TEXT,
  session_id TEXT REFERENCES session (id) ON DELETE CASCADE,
  turn_id TEXT,
  received_at INTEGER NOT NULL,
  UNIQUE (channel, dedupe_key)
) STRICT;
CREATE INDEX inbox_queued ON inbox (session_id, id) WHERE state = 'queued';
CREATE INDEX inbox_session ON inbox (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX inbox_turn ON inbox (turn_id) WHERE turn_id IS NOT NULL;

CREATE TABLE turn (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  agent_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'aborted', 'expired')),
  channel TEXT NOT NULL,
  model TEXT,
  reply_to TEXT NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 1,
  lease_until INTEGER NOT NULL,
  deadline_at INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  cost_micros INTEGER NOT NULL DEFAULT 0,
  stop_reason TEXT,
  error TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX turn_running ON turn (session_id) WHERE state = 'running';
CREATE INDEX turn_session ON turn (session_id, id);
CREATE INDEX turn_run ON turn (run_id);

CREATE TABLE trace (
  id INTEGER PRIMARY KEY,
  turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
  detail TEXT NOT NULL,
  input_tokens INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  cost_micros INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER NOT NULL,
  duration_ms REAL
) STRICT;
CREATE INDEX trace_turn ON trace (turn_id, id);

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  turn_id TEXT,
  session_id TEXT,
  channel TEXT NOT NULL,
  chat TEXT NOT NULL,
  chat_key TEXT NOT NULL,
  thread_id TEXT,
  reply_ref TEXT,
  part INTEGER NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('draft', 'ready', 'sending', 'sent', 'unknown', 'held', 'dead')),
  text TEXT NOT NULL,
  external_id TEXT,
  host_run TEXT,
  attempt INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  is_duplicate INTEGER NOT NULL DEFAULT 0,
  is_showing INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_open ON outbox (channel, chat_key, id) WHERE state <> 'sent';
CREATE INDEX outbox_duplicate ON outbox (channel) WHERE is_duplicate = 1;
CREATE INDEX outbox_turn ON outbox (turn_id, part);

CREATE TABLE blob (
  hash TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE usage_day (
  day TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  model TEXT NOT NULL,
  input_tokens INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  cost_micros INTEGER NOT NULL DEFAULT 0,
  turns INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, agent_id, model)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  record TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
`;

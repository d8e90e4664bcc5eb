/**
 * `message.state` is what a provider wants back with its answer. `message_blob` says which files are still
 * needed. `tool_effect` says that a call took
 * effect, in the very transaction in which it did, so that a repeat finds it. `hand_back` names a
 * sub-agent's conversation whose result is still to be given to the conversation that asked.
 */
export const agents = `
ALTER TABLE message ADD COLUMN state TEXT;

CREATE TABLE message_blob (
  hash TEXT NOT NULL,
  message_id TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  PRIMARY KEY (hash, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_blob_message ON message_blob (message_id);

CREATE TABLE tool_effect (
  turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
  call_id TEXT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (turn_id, call_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE hand_back (
  session_id TEXT PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  run_id TEXT NOT NULL,
  asker TEXT NOT NULL,
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

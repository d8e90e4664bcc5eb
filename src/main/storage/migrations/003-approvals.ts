/**
 * Questions to the owner and the rules made from answers. A code is never given twice while its row
 * is kept: an old button in a chat must not answer a newer question. `ref` finds what was said about
 * something, to say something else in its place. `tool_mark` recognises a tool from elsewhere: an answer
 * holds for that one, not for another of its name.
 */
export const approvals = `
CREATE TABLE approval (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  turn_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  occasion TEXT NOT NULL CHECK (occasion IN ('first', 'again')),
  call_hash TEXT NOT NULL,
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  session_key TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  person_id TEXT,
  is_for_owner INTEGER NOT NULL,
  tool TEXT NOT NULL,
  tool_mark TEXT,
  arguments TEXT NOT NULL,
  reason TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('tool', 'rule', 'cost', 'again')),
  turn_cost_micros INTEGER NOT NULL,
  always TEXT,
  asked_channel TEXT,
  asked_chat TEXT,
  asked_thread TEXT,
  asked_session_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('pending', 'allowed', 'denied', 'expired', 'withdrawn')),
  decided_by TEXT,
  decided_via TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
CREATE INDEX approval_call ON approval (turn_id, call_id);
CREATE INDEX approval_session ON approval (session_id);
CREATE INDEX approval_pending ON approval (expires_at) WHERE state = 'pending';

CREATE TABLE approval_rule (
  id TEXT PRIMARY KEY,
  tool TEXT NOT NULL,
  tool_mark TEXT,
  agent_id TEXT,
  channel TEXT,
  is_for_owner INTEGER NOT NULL DEFAULT 0,
  patterns TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('allow', 'deny')),
  approval_id TEXT,
  created_by TEXT,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  use_count INTEGER NOT NULL DEFAULT 0
) STRICT;

ALTER TABLE outbox ADD COLUMN buttons TEXT;
ALTER TABLE outbox ADD COLUMN ref TEXT;
CREATE INDEX outbox_ref ON outbox (ref) WHERE ref IS NOT NULL;
`;

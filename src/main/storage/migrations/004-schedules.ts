/**
 * Schedules and their runs. `key` recognises a repeat: an entry of the config, the heartbeat of an
 * agent, a call of a tool. A due time of a schedule has one run, whatever happens.
 */
export const schedules = `
CREATE TABLE schedule (
  id TEXT PRIMARY KEY,
  key TEXT UNIQUE,
  name TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('config', 'agent', 'person')),
  agent_id TEXT NOT NULL,
  plan TEXT NOT NULL,
  time_zone TEXT,
  action TEXT NOT NULL CHECK (action IN ('say', 'prompt', 'heartbeat')),
  text TEXT NOT NULL,
  target TEXT NOT NULL,
  person_id TEXT,
  session_id TEXT,
  ruled_by TEXT,
  missed TEXT NOT NULL CHECK (missed IN ('once', 'all', 'skip')),
  is_enabled INTEGER NOT NULL,
  next_at INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  alerted_at INTEGER,
  problem TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX schedule_next ON schedule (next_at)
  WHERE next_at IS NOT NULL AND is_enabled = 1 AND removed_at IS NULL;
CREATE INDEX schedule_agent ON schedule (agent_id, id) WHERE removed_at IS NULL;

CREATE TABLE schedule_run (
  id TEXT PRIMARY KEY,
  schedule_id TEXT NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
  due_at INTEGER NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('time', 'hand')),
  state TEXT NOT NULL
    CHECK (state IN ('waiting', 'running', 'done', 'failed', 'skipped', 'missed')),
  turn_id TEXT,
  session_key TEXT,
  channel TEXT,
  error TEXT,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  UNIQUE (schedule_id, due_at)
) STRICT;
CREATE INDEX schedule_run_open ON schedule_run (state, id) WHERE state IN ('waiting', 'running');
CREATE INDEX schedule_run_newest ON schedule_run (id);
`;

/**
 * What was used, by day in the owner's zone, agent, model, channel and person; '' where one is not
 * known. It takes the place of `usage_day` and outlives the conversations it was used in. `t0` to `t11`
 * count turns by how long they took (see usage/turn-time.ts). What is older comes from the turns that
 * are still there; what those do not tell comes from `usage_day`. `turn_failed` finds today's failures
 * among a million turns.
 */
export const usage = `
CREATE TABLE usage (
  day TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  model TEXT NOT NULL,
  channel TEXT NOT NULL,
  person_id TEXT NOT NULL,
  input_tokens INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  cost_micros INTEGER NOT NULL DEFAULT 0,
  turns INTEGER NOT NULL DEFAULT 0,
  failed_turns INTEGER NOT NULL DEFAULT 0,
  time_ms INTEGER NOT NULL DEFAULT 0,
  messages_in INTEGER NOT NULL DEFAULT 0,
  messages_out INTEGER NOT NULL DEFAULT 0,
  tool_calls INTEGER NOT NULL DEFAULT 0,
  t0 INTEGER NOT NULL DEFAULT 0,
  t1 INTEGER NOT NULL DEFAULT 0,
  t2 INTEGER NOT NULL DEFAULT 0,
  t3 INTEGER NOT NULL DEFAULT 0,
  t4 INTEGER NOT NULL DEFAULT 0,
  t5 INTEGER NOT NULL DEFAULT 0,
  t6 INTEGER NOT NULL DEFAULT 0,
  t7 INTEGER NOT NULL DEFAULT 0,
  t8 INTEGER NOT NULL DEFAULT 0,
  t9 INTEGER NOT NULL DEFAULT 0,
  t10 INTEGER NOT NULL DEFAULT 0,
  t11 INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (day, agent_id, model, channel, person_id)
) STRICT, WITHOUT ROWID;

WITH counted AS (
  SELECT date(turn.created_at / 1000, 'unixepoch', 'localtime') AS day, turn.agent_id,
    coalesce(turn.model, '') AS model, turn.channel, coalesce(session.person_id, '') AS person_id,
    turn.input_tokens, turn.output_tokens, turn.cost_micros,
    iif(turn.state = 'running', 0, 1) AS ended, iif(turn.state IN ('failed', 'expired'), 1, 0) AS failed,
    max(coalesce(turn.finished_at, turn.created_at) - turn.created_at, 0) AS took
  FROM turn JOIN session ON session.id = turn.session_id
)
INSERT INTO usage
SELECT day, agent_id, model, channel, person_id,
  sum(input_tokens), sum(output_tokens), sum(cost_micros), sum(ended), sum(failed),
  sum(iif(ended, took, 0)), sum(ended), sum(iif(failed, 0, ended)), 0,
  sum(ended AND took < 250), sum(ended AND took >= 250 AND took < 500),
  sum(ended AND took >= 500 AND took < 1000), sum(ended AND took >= 1000 AND took < 2000),
  sum(ended AND took >= 2000 AND took < 4000), sum(ended AND took >= 4000 AND took < 8000),
  sum(ended AND took >= 8000 AND took < 16000), sum(ended AND took >= 16000 AND took < 32000),
  sum(ended AND took >= 32000 AND took < 64000), sum(ended AND took >= 64000 AND took < 128000),
  sum(ended AND took >= 128000 AND took < 256000), sum(ended AND took >= 256000)
FROM counted GROUP BY day, agent_id, model, channel, person_id;

INSERT INTO usage (day, agent_id, model, channel, person_id, input_tokens, output_tokens, cost_micros, turns)
SELECT day, agent_id, model, '', '', max(input_tokens, 0), max(output_tokens, 0), max(cost_micros, 0), max(turns, 0)
FROM (
  SELECT old.day, old.agent_id, old.model,
    old.input_tokens - coalesce(sum(new.input_tokens), 0) AS input_tokens,
    old.output_tokens - coalesce(sum(new.output_tokens), 0) AS output_tokens,
    old.cost_micros - coalesce(sum(new.cost_micros), 0) AS cost_micros,
    old.turns - coalesce(sum(new.turns - new.failed_turns), 0) AS turns
  FROM usage_day AS old
  LEFT JOIN usage AS new USING (day, agent_id, model)
  GROUP BY old.day, old.agent_id, old.model
)
WHERE input_tokens > 0 OR output_tokens > 0 OR cost_micros > 0 OR turns > 0
ON CONFLICT DO UPDATE SET input_tokens = usage.input_tokens + excluded.input_tokens,
  output_tokens = usage.output_tokens + excluded.output_tokens,
  cost_micros = usage.cost_micros + excluded.cost_micros, turns = usage.turns + excluded.turns;

DROP TABLE usage_day;
CREATE INDEX turn_failed ON turn (id) WHERE state IN ('failed', 'expired');
`;

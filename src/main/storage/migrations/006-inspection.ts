/**
 * What a list of conversations is filtered by stands in the conversation itself and is kept with
 * each turn that ends; one index holds all of it, so that a list and its count never read a row that
 * is not shown. `branch` names the ends of a conversation's tree beside the one it goes on from. A blob
 * counts from its last use (within a day), so that it can go by its age alone.
 */
export const inspection = `
ALTER TABLE session ADD COLUMN taken_over_at INTEGER;
ALTER TABLE session ADD COLUMN turn_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN cost_micros INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN error_code TEXT;

UPDATE session SET (turn_count, cost_micros) =
  (SELECT count(*), coalesce(sum(cost_micros), 0) FROM turn
   WHERE session_id = session.id AND state <> 'running');
UPDATE session SET error_code =
  (SELECT CASE WHEN state IN ('failed', 'expired') THEN error END FROM turn
   WHERE session_id = session.id AND state <> 'running' ORDER BY id DESC LIMIT 1);

DROP INDEX session_recent;
CREATE INDEX session_facets ON session (updated_at DESC, archived_at, agent_id, channel, person_id,
  cost_micros, error_code, taken_over_at, title);

CREATE TABLE branch (
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  head_id TEXT NOT NULL,
  PRIMARY KEY (session_id, head_id)
) STRICT, WITHOUT ROWID;
INSERT INTO branch (session_id, head_id)
  SELECT message.session_id, message.id FROM (
    SELECT id FROM message WHERE is_summary = 0
    EXCEPT SELECT parent_id FROM message WHERE is_summary = 0
  ) AS leaf
  JOIN message ON message.id = leaf.id JOIN session ON session.id = message.session_id
  WHERE message.id IS NOT session.head_id;

UPDATE blob SET created_at = max(created_at, coalesce((SELECT max(started_at) FROM trace), 0));
`;

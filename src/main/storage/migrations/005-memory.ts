/**
 * Notes an agent keeps about a person or a group, found by their words, and by meaning where an
 * embedding model is set. `about` is `person:<id>` or `chat:<session key>`: nobody else's notes are
 * ever read along.
 */
export const memory = `
CREATE TABLE note (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  agent_id TEXT NOT NULL,
  about TEXT NOT NULL,
  text TEXT NOT NULL,
  author TEXT NOT NULL CHECK (author IN ('agent', 'person')),
  session_id TEXT,
  turn_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX note_about ON note (agent_id, about, seq);

CREATE VIRTUAL TABLE note_text USING fts5 (
  text, content = 'note', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER note_added AFTER INSERT ON note BEGIN
  INSERT INTO note_text (rowid, text) VALUES (new.seq, new.text);
END;
CREATE TRIGGER note_removed AFTER DELETE ON note BEGIN
  INSERT INTO note_text (note_text, rowid, text) VALUES ('delete', old.seq, old.text);
END;
CREATE TRIGGER note_changed AFTER UPDATE OF text ON note BEGIN
  INSERT INTO note_text (note_text, rowid, text) VALUES ('delete', old.seq, old.text);
  INSERT INTO note_text (rowid, text) VALUES (new.seq, new.text);
  DELETE FROM note_vector WHERE seq = old.seq;
END;

CREATE TABLE note_vector (
  seq INTEGER PRIMARY KEY REFERENCES note (seq) ON DELETE CASCADE,
  model TEXT NOT NULL,
  vector BLOB NOT NULL
) STRICT;
`;

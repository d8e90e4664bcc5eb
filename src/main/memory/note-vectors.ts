import { limits } from '../../shared/config/limits.ts';
import { toAppError } from '../../shared/errors/index.ts';
import type { Logger } from '../platform/log.ts';
import type { ModelRegistry } from '../providers/model-registry-types.ts';
import type { Database } from '../storage/database.ts';

export interface NoteVectorsDeps {
  readonly db: Database;
  readonly log: Logger;
  readonly models: Pick<ModelRegistry, 'resolve'>;
  /** As `provider/model`; undefined when none is set. */
  readonly model: () => string | undefined;
}

/** Places texts in the space of meaning of the embedding model that is set. */
export interface NoteVectors {
  /** Undefined where no model is set, or it can't say. */
  place(
    text: string,
    signal: AbortSignal,
  ): Promise<{ readonly model: string; readonly point: Float32Array } | undefined>;
  /** Places notes that have no place yet, also those of another model, a batch at a time. */
  placeMissing(signal: AbortSignal): Promise<void>;
}

interface Unplaced {
  readonly seq: number;
  readonly text: string;
}

/** Makes the door to the embedding model. A model that fails is a note in the log, nothing more. */
export function createNoteVectors({ db, log, models, model }: NoteVectorsDeps): NoteVectors {
  let running: Promise<void> | undefined;

  async function embed(
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<{ id: string; vectors: readonly Float32Array[] } | undefined> {
    const id = model();
    if (id === undefined) return undefined;
    try {
      const { provider, model: name } = models.resolve(id);
      const made = await provider.embed?.(name, texts, signal);
      return made && made.vectors.length === texts.length
        ? { id, vectors: made.vectors }
        : undefined;
    } catch (error) {
      log.warn('memory.embedding-failed', { model: id, code: toAppError(error).code });
      return undefined;
    }
  }

  async function placeBatches(signal: AbortSignal): Promise<void> {
    for (;;) {
      const notes = listUnplaced(model());
      const made =
        notes.length === 0
          ? undefined
          : await embed(
              notes.map(({ text }) => text),
              signal,
            );
      if (!made) return;
      await db.commit((sql) => {
        for (const [index, { seq, text }] of notes.entries())
          sql
            .statement<[number, string, Uint8Array, number, string]>(
              `INSERT OR REPLACE INTO note_vector (seq, model, vector)
               SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM note WHERE seq = ? AND text = ?)`,
            )
            .run(seq, made.id, toBytes(made.vectors[index]), seq, text);
      });
    }
  }

  function listUnplaced(id: string | undefined): Unplaced[] {
    if (id === undefined) return [];
    return db
      .statement<[string, number], Unplaced>(
        `SELECT seq, text FROM note
         WHERE seq NOT IN (SELECT seq FROM note_vector WHERE model = ?) ORDER BY seq LIMIT ?`,
      )
      .all(id, limits.memory.embedBatch);
  }

  return {
    async place(text, signal) {
      const made = await embed([text.slice(0, limits.memory.noteChars)], signal);
      const point = made?.vectors[0];
      return made && point && { model: made.id, point };
    },
    placeMissing: (signal) =>
      (running ??= placeBatches(signal)
        .catch((error: unknown) => log.warn('memory.placing-failed', { error }))
        .finally(() => (running = undefined))),
  };
}

function toBytes(vector: Float32Array | undefined): Uint8Array {
  const { buffer, byteOffset, byteLength } = vector ?? new Float32Array();
  return new Uint8Array(buffer, byteOffset, byteLength);
}

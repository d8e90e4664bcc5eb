import { afterEach } from 'vitest';
import { createScheduleScene, type ScheduleScene, type SceneOptions } from './schedule-scene.ts';

/** A run as the database holds it. */
interface RunRow {
  readonly state: string;
  readonly due_at: number;
  readonly error: string | null;
  readonly turn_id: string | null;
}

/** A scene for each test of a file, and what its runs came to. */
export interface ScheduleBench {
  /** That of the running test, after `begin`. */
  readonly scene: ScheduleScene;
  readonly begin: (options?: SceneOptions) => Promise<ScheduleScene>;
  /** Ends the program and begins it again after a while, on the same database. */
  readonly restart: (offMs: number, options?: SceneOptions) => Promise<void>;
  readonly runs: () => RunRow[];
  readonly states: () => string[];
  /** What was said, in order. */
  readonly texts: () => string[];
}

/** Makes the bench of a file; what a test began is ended with it. */
export function createScheduleBench(): ScheduleBench {
  let scene: ScheduleScene;
  afterEach(async () => {
    await scene.engine.stop();
    scene.end();
  });
  const runs = (): RunRow[] =>
    scene.rows<RunRow>(
      'SELECT state, due_at, error, turn_id FROM schedule_run ORDER BY due_at, id',
    );
  return {
    get scene() {
      return scene;
    },
    async begin(options) {
      scene = createScheduleScene(options);
      await scene.engine.start();
      return scene;
    },
    async restart(offMs, options = {}) {
      await scene.engine.stop();
      const startMs = scene.clock.now() + offMs;
      scene.db.close();
      scene = createScheduleScene({ ...options, startMs }, scene.dir);
      await scene.engine.start();
    },
    runs,
    states: () => runs().map((run) => run.state),
    texts: () => scene.said().map((said) => said.text),
  };
}

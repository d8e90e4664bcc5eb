// Loaded into every process of a system under test (NODE_OPTIONS), before the program itself.
// It says which processes there are, and lets an armed kill point fire once: without that, the
// same process would die at the same place at each restart.
import { existsSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const folder = process.env['OPENCLAW_CRASH_DIR'];
if (folder !== undefined && isMainThread) {
  const { pid, argv } = process;
  writeFileSync(`${folder}/process-${pid}.json`, JSON.stringify({ pid, argv }));
  const mark = `${folder}/killed.json`;
  if (existsSync(mark)) delete process.env['OPENCLAW_KILL_POINT'];
  const kill = process.kill.bind(process);
  process.kill = (target, signal) => {
    if (target === pid && signal === 'SIGKILL') {
      const point = process.env['OPENCLAW_KILL_POINT'];
      writeFileSync(mark, JSON.stringify({ pid, argv, point }));
    }
    return kill(target, signal);
  };
}

// The program of the sandbox process: runs foreign code in isolates, and nothing else. Started by
// the gateway under plain Node with next to no permissions; talks over its pipes only.
import { writeSync } from 'node:fs';
import { systemClock } from './platform/clock.ts';
import { runHost } from './sandbox/host/run-host.ts';

runHost({
  input: process.stdin,
  output: process.stdout,
  clock: systemClock,
  residentBytes: () => process.memoryUsage.rss(),
  die(reason) {
    try {
      writeSync(2, `${reason}\n`);
    } catch {
      // The last word is a courtesy.
    }
    // Not an ordinary exit: that would wait for, and clean up after, threads that are beyond it.
    process.kill(process.pid, 'SIGKILL');
    throw new Error(reason);
  },
});

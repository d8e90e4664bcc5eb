import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorCheckName, DoctorFix } from '../../shared/protocol/doctor.ts';
import { privatePlaces } from './check-machine.ts';
import type { DoctorDeps } from './doctor.ts';

/** Mends one thing; the names of the checks that are to be run again. */
export async function fix(deps: DoctorDeps, what: DoctorFix): Promise<readonly DoctorCheckName[]> {
  switch (what) {
    case 'permissions':
      await closePrivatePlaces(deps.stateDir);
      return ['permissions'];
    case 'cooldowns':
      for (const { id, cooldowns } of deps.models().providers)
        if (cooldowns.length > 0) deps.clearCooldowns(id);
      return ['models'];
    case 'servers':
      for (const { name, problem } of deps.servers())
        if (problem) await deps.restartServer(name).catch(() => undefined);
      return ['servers'];
  }
}

async function closePrivatePlaces(stateDir: string): Promise<void> {
  for (const place of privatePlaces) {
    const path = join(stateDir, place);
    const found = await stat(path).catch(() => undefined);
    if (found) await chmod(path, found.mode & 0o700);
  }
}

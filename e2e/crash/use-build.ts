import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isBuildStale } from '../../scripts/is-stale.ts';

/**
 * From here on the built program is what is started; it is built first when a source is newer,
 * unless OPENCLAW_SKIP_BUILD is set. Throws when that fails.
 */
export async function useBuild(): Promise<void> {
  process.env['OPENCLAW_E2E_ENTRY'] = 'built';
  if (process.env['OPENCLAW_SKIP_BUILD'] === '1' || !(await isBuildStale())) return;
  console.error('building first');
  const script = fileURLToPath(new URL('../../scripts/build.ts', import.meta.url));
  const { status } = spawnSync(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('the build failed; npm run build says why');
}

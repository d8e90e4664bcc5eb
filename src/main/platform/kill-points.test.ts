import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const module = fileURLToPath(new URL('kill-points.ts', import.meta.url));
const program = `
  const { killPoint } = await import(${JSON.stringify(module)});
  for (let n = 1; n <= 3; n += 1) { console.log(n); killPoint('host.inbound.before-send'); }
`;
const run = (point: string) =>
  spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    env: { PATH: process.env['PATH'], OPENCLAW_KILL_POINT: point },
    encoding: 'utf8',
  });

it('kills at the n-th pass of the armed point, and nowhere else', () => {
  expect(run('host.inbound.before-send')).toMatchObject({ signal: 'SIGKILL', stdout: '1\n' });
  expect(run('host.inbound.before-send:2')).toMatchObject({ signal: 'SIGKILL', stdout: '1\n2\n' });
  expect(run('host.inbound.after-send')).toMatchObject({ status: 0, stdout: '1\n2\n3\n' });
});

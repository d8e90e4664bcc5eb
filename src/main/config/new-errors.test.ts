import { afterEach, expect, it } from 'vitest';
import type { ConfigEditOp } from './service-types.ts';
import { createTestConfig, type TestConfig } from './test-service.ts';

let config: TestConfig;
afterEach(() => config.close());

const text = `{
  channels: { tg: { type: 'telegram', token: 7, agent: 'x' } },
  bindings: [{ agent: 'y' }, { agnt: 1 }],
}
`;

const edit = (...edits: readonly ConfigEditOp[]) =>
  config.service.edit({ edits, baseHash: config.service.current().hash });
const errors = () =>
  config.service.current().problems.filter(({ severity }) => severity === 'error').length;

it('what is broken can be cloned, renamed and moved up in its list, and no more', async () => {
  config = await createTestConfig({ 'openclaw.json': text });
  await config.service.start();
  const before = errors();
  expect(before).toBeGreaterThan(1);
  await edit(
    { op: 'copy', path: 'channels.tg', to: 'copy' },
    { op: 'set', path: 'channels.copy.enabled', value: false },
  );
  expect(errors()).toBeGreaterThan(before);
  await edit({ op: 'rename', path: 'channels.copy', to: 'other' });
  await edit({ op: 'delete', path: 'bindings.0' });
  const worse = [
    { op: 'copy', path: 'channels.tg', to: 'third' },
    { op: 'set', path: 'channels.third.node', value: [] },
  ] as const;
  await expect(edit(...worse)).rejects.toMatchObject({ code: 'CONFIG_WRITE_INVALID' });
});

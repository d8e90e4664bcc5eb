import { rename, rm, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { systemClock } from '../platform/clock.ts';
import type { WatchDirectory } from './service-types.ts';
import { createTestConfig, type TestConfig } from './test-service.ts';
import { createFileWatch } from './watch.ts';

interface FakeWatch {
  readonly watchDirectory: WatchDirectory;
  readonly open: Set<string>;
  change(folder: string, name: string | null): void;
  fail(folder: string): void;
  isRefusing: boolean;
}

function createFakeWatch(): FakeWatch {
  const handlers = new Map<string, { change: (name: string | null) => void; fail: () => void }>();
  const fake: FakeWatch = {
    open: new Set(),
    isRefusing: false,
    watchDirectory(folder, onChange, onError) {
      if (fake.isRefusing) throw new Error('ENOSPC');
      handlers.set(folder, { change: onChange, fail: () => onError(new Error('gone')) });
      fake.open.add(folder);
      return { close: () => void fake.open.delete(folder) };
    },
    change: (folder, name) => handlers.get(folder)?.change(name),
    fail: (folder) => handlers.get(folder)?.fail(),
  };
  return fake;
}

async function createWatch(paths: readonly string[], isRefusing = false) {
  const fake = createFakeWatch();
  fake.isRefusing = isRefusing;
  const clock = createDrivenClock();
  let calls = 0;
  const watch = createFileWatch({ clock, watchDirectory: fake.watchDirectory }, () => (calls += 1));
  await watch.update(paths);
  return { fake, clock, watch, calls: () => calls };
}

it('answers a burst of events once, and ignores other files of the folder', async () => {
  const { fake, clock, calls } = await createWatch(['/x/openclaw.json', '/x/.env']);
  fake.change('/x', 'lock.db');
  await clock.advance(1_000);
  expect(calls()).toBe(0);
  for (let i = 0; i < 5; i += 1) fake.change('/x', 'openclaw.json');
  fake.change('/x', null);
  await clock.advance(limits.config.debounceMs);
  expect(calls()).toBe(1);
});

it('does not wait for ever when somebody writes all the time', async () => {
  const { fake, clock, calls } = await createWatch(['/x/openclaw.json']);
  for (let i = 0; i < 40; i += 1) {
    fake.change('/x', 'openclaw.json');
    await clock.advance(limits.config.debounceMs / 3);
  }
  expect(calls()).toBeGreaterThan(2);
});

it('looks again and again at a folder that cannot be watched', async () => {
  const { fake, clock, calls, watch } = await createWatch(['/x/openclaw.json'], true);
  await clock.advance(limits.config.pollMs + limits.config.debounceMs);
  expect(calls()).toBe(1);
  fake.isRefusing = false;
  await clock.advance(limits.config.pollMs + limits.config.debounceMs);
  expect([...fake.open]).toEqual(['/x']);
  fake.fail('/x');
  expect(fake.open.size).toBe(0);
  await clock.advance(limits.config.pollMs);
  expect([...fake.open]).toEqual(['/x']);
  watch.close();
  expect(fake.open.size).toBe(0);
  await clock.advance(60_000);
  expect(clock.pendingCount).toBe(0);
});

it('closes folders it no longer needs', async () => {
  const { fake, watch } = await createWatch(['/x/a', '/y/b']);
  await watch.update(['/y/b', '/z/c']);
  expect([...fake.open].sort()).toEqual(['/y', '/z']);
  watch.close();
});

let made: TestConfig | undefined;
afterEach(() => made?.close());

it('sees a file that an editor moved into place', async () => {
  made = await createTestConfig({ 'openclaw.json': '{}' }, { clock: systemClock });
  await made.service.start();
  const event = made.nextEvent();
  await made.write('openclaw.json~', '{ gateway: { port: 4000 } }');
  await rename(join(made.folder, 'openclaw.json~'), join(made.folder, 'openclaw.json'));
  expect((await event).changedPaths).toEqual(['gateway.port']);
});

it('sees a folder of includes that was removed and came back', async () => {
  made = await createTestConfig({
    'openclaw.json': '{ agents: { $include: "sub/agents.json5" } }',
    'sub/agents.json5': '{ a: {} }',
  });
  await made.service.start();
  const gone = made.nextEvent();
  await rm(join(made.folder, 'sub'), { recursive: true });
  expect((await gone).problems).toMatchObject([{ code: 'CONFIG_INCLUDE_MISSING' }]);
  expect(Object.keys(made.service.current().config.agents)).toEqual(['a']);
  const back = made.nextEvent();
  await mkdir(join(made.folder, 'sub'));
  await made.write('sub/agents.json5', '{ b: {} }');
  expect((await back).changedPaths).toEqual(['agents.a', 'agents.b']);
});

import { afterEach, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { createChangeSummaries } from './change-summaries.ts';
import { createTestConfig, type TestConfig } from './test-service.ts';

let config: TestConfig;
afterEach(() => config.close());

const changes = async () => (await config.service.history()).map(({ changed }) => changed);

async function save(raw: string): Promise<void> {
  await config.service.set({ raw, baseHash: config.service.current().hash, force: true });
}

it('names the paths of each version, few of them, and counts the rest', async () => {
  config = await createTestConfig({ 'openclaw.json': '{ gateway: { name: "a" } }' });
  await config.service.start();
  await save('{ gateway: { name: "b" } }');
  await save('{ gateway: { name: "b" } } // a word');
  await save('{ agents: { a: {}, b: {}, c: {} }, owner: { name: "Ann" } }');
  expect(await changes()).toEqual([
    { paths: ['gateway', 'agents', 'owner'], count: 3 },
    { paths: [], count: 0 },
    { paths: ['gateway.name'], count: 1 },
    undefined,
  ]);
  await save('{ agents: { a: { name: "A" }, b: {}, d: {}, e: {} }, owner: { name: "Bo" } }');
  expect((await changes())[0]).toEqual({
    paths: ['agents.a.name', 'agents.c', 'agents.d'],
    count: 5,
  });
});

it('follows includes, and never gives a value', async () => {
  config = await createTestConfig({
    'openclaw.json': "{ channels: { telegram: { $include: './t.json5' } } }",
    't.json5': "{ token: '1:secret' }",
  });
  await config.service.start();
  await config.service.set({
    ...{ raw: "{ token: '2:secret' }", file: 't.json5' },
    baseHash: config.service.current().hash,
  });
  const [newest] = await config.service.history();
  expect(newest?.changed).toEqual({ paths: ['channels.telegram.token'], count: 1 });
  expect(JSON.stringify(newest)).not.toContain('secret');
});

it('says nothing of a text with mistakes, nor of one that is too large', async () => {
  config = await createTestConfig({ 'openclaw.json': '{ gateway: { name: "a" } }' });
  await config.service.start();
  await save(`{ gateway: { name: "b" } } // ${'x'.repeat(limits.config.historySummaryBytes)}`);
  expect(await changes()).toEqual([undefined, undefined]);
  await save('{ gateway: { name: "b" } }');
  await config.write('openclaw.json', '{ gateway: ');
  await config.service.get();
  expect((await changes()).every((change) => change === undefined)).toBe(true);
});

it('reads each version once, however often it is asked', async () => {
  const read: number[] = [];
  const entry = (version: number) => ({
    ...{ version, at: 0, author: 'me', hash: `h${version}`, files: ['root'], sizeBytes: 2 },
  });
  config = await createTestConfig({});
  const summaries = createChangeSummaries({
    history: {
      read: (version) => {
        read.push(version);
        return Promise.resolve({ ...entry(version), root: 'root', texts: {} });
      },
    },
    reader: { readVersion: () => Promise.reject(new Error('not of interest')) },
  });
  await summaries.of([3, 2, 1].map(entry));
  expect(read.toSorted()).toEqual([1, 2, 3]);
  await summaries.of([4, 3, 2].map(entry));
  expect(read.toSorted()).toEqual([1, 2, 3, 3, 4]);
});

import fc from 'fast-check';
import JSON5 from 'json5';
import { expect, it } from 'vitest';
import { agentEntry, sections, type Config } from '../../shared/config/schema.ts';
import { channelSchemas } from '../../shared/config/channels.ts';
import { findsBug, fuzzSettings, fuzzTimeoutMs, values } from './fuzz-settings.ts';
import { listRootProblem, readConfigFiles, validateFiles } from './load.ts';
import { createMemoryFiles } from './memory-files.ts';
import { listSettings } from './json-schema.ts';
import { defaultConfig } from './validate/compose.ts';

/** Values that settings have, and nearly have. */
const someValue = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      true,
      false,
      0,
      1,
      23,
      4_000,
      'openai/x',
      'offline',
      'pairing',
      'open',
      'allowlist',
      'steer',
    ],
    ...[
      '$A',
      '$MISSING',
      '${secret:s}',
      '$$',
      '',
      'telegram',
      'web',
      'a',
      'b',
      'https://x.y',
      'x'.repeat(20),
    ],
    ...[
      null,
      [],
      {},
      ['a'],
      [{ match: {}, agent: 'a' }],
      { $include: './more.json5' },
      { $include: './no' },
    ],
  ),
  values,
);
const names = fc.constantFrom('a', 'b', 'telegram', 'web', 'constructor', 'bad name', '');
const settingPaths = listSettings().map(({ path }) => path.replace('[]', '.0').split('.'));
const place = fc
  .tuple(fc.constantFrom(...settingPaths), names, fc.nat(4))
  .map(([path, name, cut]) =>
    path.map((key) => (key === '*' ? name : key)).slice(0, cut === 0 ? -1 : undefined),
  );

/** A configuration put together of settings at their places, good and bad ones. */
const written = fc.array(fc.tuple(place, someValue), { maxLength: 8 }).map((settings) => {
  const root: Record<string, unknown> = {};
  // A copy: what is put into it must not be seen by the next case.
  for (const [path, value] of settings) put(root, path, structuredClone(value));
  return root;
});

function put(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = root;
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(at, key) ? at[key] : undefined;
    const below =
      typeof next === 'object' && next !== null && !Array.isArray(next)
        ? (next as Record<string, unknown>)
        : {};
    at[key] = below;
    at = below;
  }
  const last = path.at(-1);
  if (last !== undefined) at[last] = value;
}

const deps = {
  configPath: '/c/openclaw.json',
  stateDir: '/nowhere/at/all',
  env: { A: 'one' },
  secrets: { read: () => undefined },
};

type Load = (texts: Record<string, string>, running: Config | undefined) => Promise<Config>;

const load: Load = async (texts, running) => {
  const files = new Map(Object.entries(texts).map(([name, text]) => [`/c/${name}`, text]));
  const request = { deps, disk: createMemoryFiles(files), running };
  const read = await readConfigFiles(request);
  const loaded = validateFiles(read, request);
  const problems = loaded ? loaded.problems : listRootProblem(read, deps.configPath);
  for (const { message, hint, file } of problems) {
    // Plain comparisons: this runs many times for each case.
    if (/\{[a-z]\w*\}/i.test(`${message} ${hint}`)) throw new Error(`${message} ${hint}`);
    if (!file?.startsWith('/c/')) throw new Error(`${message}: ${file ?? 'no file'}`);
  }
  return loaded?.config ?? running ?? defaultConfig();
};

/** What everybody who reads the configuration relies on. */
function checkConfig(config: Config, text: string): void {
  for (const name of ['gateway', 'session', 'owner', 'logging', 'models'] as const) {
    sections[name]().parse(config[name]);
  }
  sections.bindings().parse(config.bindings);
  const agents = Object.values(config.agents);
  for (const agent of agents) agentEntry().parse(agent);
  expect(agents.filter((agent) => agent.default)).toHaveLength(agents.length === 0 ? 0 : 1);
  for (const channel of Object.values(config.channels)) {
    channelSchemas[channel.type]().parse(channel);
    // Open to everybody is never an accident.
    if (channel.access.direct === 'open') expect(text).toContain('open');
  }
}

const isSafe = (loadAll: Load) =>
  fc.asyncProperty(written, written, written, async (first, second, more) => {
    const texts = [first, second].map((each) => JSON5.stringify(each));
    let running: Config | undefined;
    for (const text of texts) {
      running = await loadAll(
        { 'openclaw.json': text, 'more.json5': JSON5.stringify(more) },
        running,
      );
      checkConfig(running, [...texts, JSON5.stringify(more)].join(' '));
    }
  });

it(
  'makes a valid configuration of anything, at start and on a save',
  { timeout: fuzzTimeoutMs },
  async () => {
    await fc.assert(isSafe(load), fuzzSettings('settings'));
  },
);

it('would find a configuration without a default agent', async () => {
  const planted: Load = async (texts, running) => {
    const config = await load(texts, running);
    const agents = Object.entries(config.agents).map(([name, agent]) => [
      name,
      { ...agent, default: agent.enabled },
    ]);
    return { ...config, agents: Object.fromEntries(agents) as Config['agents'] };
  };
  expect(await findsBug(isSafe(planted))).toBe(true);
});

it('would find a channel that opens when its access is not valid', async () => {
  const planted: Load = async (texts, running) => {
    const config = await load(texts, running);
    const [web] = Object.entries(config.channels);
    if (!web || !/access/.test(texts['openclaw.json'] ?? '')) return config;
    const opened = { ...web[1], access: { ...web[1].access, direct: 'open' as const } };
    return { ...config, channels: { ...config.channels, [web[0]]: opened } };
  };
  expect(await findsBug(isSafe(planted))).toBe(true);
});

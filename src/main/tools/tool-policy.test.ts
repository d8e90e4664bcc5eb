import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedTools } from '../../shared/config/tools.ts';
import { mergeProfiles } from './profiles.ts';
import { findUnknownNames, readDenyList, readToolList } from './tool-list.ts';
import { decideTool, type ToolRules } from './tool-policy.ts';

const profiles = mergeProfiles({
  readers: ['web_*', '@notes'],
  notes: ['memory'],
  careful: ['@all', '!shell', '!@readers'],
  loop: ['clock', '@pool'],
  pool: ['@loop', 'calculate'],
  outer: ['system', '@loop'],
});

const isListed = (list: readonly string[], name: string): boolean =>
  readToolList(list, name, profiles).kind === 'listed';

const rules = (agent: string[], more: { channel?: string[]; deny?: string[] } = {}): ToolRules => ({
  profiles,
  agent: { list: agent, path: 'agents.main.tools' },
  channel: more.channel && { list: more.channel, path: 'channels.telegram.tools' },
  deny: { list: more.deny ?? [], path: 'tools.deny' },
});

describe('readToolList', () => {
  it.each<readonly [string[], string, boolean]>([
    [['clock'], 'clock', true],
    [['clock'], 'Clock', false],
    [['clock'], 'clocks', false],
    [[], 'clock', false],
    [['web_*'], 'web_fetch', true],
    [['web_*'], 'webfetch', false],
    [['*'], 'anything', true],
    [['@safe'], 'memory', true],
    [['@safe'], 'shell', false],
    [['@standard'], 'clock', true],
    [['@standard'], 'files', true],
    [['@standard'], 'message', false],
    [['@all'], 'shell', true],
    [['@readers'], 'memory', true],
    [['@nobody'], 'clock', false],
    [['@constructor'], 'clock', false],
    [['@all', '!shell'], 'shell', false],
    [['!shell', '@all', 'shell'], 'shell', false],
    [['!shell'], 'shell', false],
    [['!shell'], 'clock', true],
    [['!web_*'], 'web_fetch', false],
    [['!@readers'], 'memory', false],
    [['!@readers'], 'clock', true],
    [['@careful'], 'clock', true],
    [['@careful'], 'shell', false],
    [['@careful', 'shell'], 'shell', true],
    [['@careful'], 'web_search', false],
    // Profiles that contain themselves mean nothing.
    [['@loop'], 'clock', false],
    [['@outer'], 'clock', false],
    [['@outer'], 'system', true],
    // A `!` that can't be understood leaves out everything.
    [['@all', '!@nobody'], 'clock', false],
    [['!@nobody'], 'clock', false],
    [['!@loop'], 'shell', false],
  ])('%j for %s: %s', (list, name, expected) => {
    expect(isListed(list, name)).toBe(expected);
  });

  it('is quick for profiles that name each other many times', () => {
    const levels = Array.from({ length: 400 }, (_, at): [string, string[]] => [
      `p${at}`,
      [`@p${at + 1}`, `@p${at + 2}`, `!@p${at + 1}`, `@p${at + 1}`],
    ]);
    const deep = mergeProfiles(Object.fromEntries(levels));
    expect(readToolList(['@p0', '@p1'], 'clock', deep).kind).toBe('not-listed');
  });

  it('takes the profile of the owner instead of a built-in one', () => {
    const own = mergeProfiles({ safe: ['clock'] });
    expect(readToolList(['@safe'], 'memory', own).kind).toBe('not-listed');
    expect(readToolList(['@safe'], 'clock', own).kind).toBe('listed');
  });
});

describe('readDenyList', () => {
  it.each<readonly [string[], string, boolean]>([
    [['shell'], 'shell', true],
    [['shell'], 'clock', false],
    [[], 'shell', false],
    [['*', '!clock'], 'clock', false],
    [['*', '!clock'], 'shell', true],
    // What can't be understood denies.
    [['@nobody'], 'clock', true],
    [['@loop'], 'shell', true],
    [['*', '!@nobody'], 'clock', true],
  ])('%j for %s: %s', (list, name, expected) => {
    expect(readDenyList(list, name, profiles).kind === 'listed').toBe(expected);
  });
});

describe('decideTool', () => {
  it.each([
    [rules(['@safe']), 'clock', { verdict: 'allowed', entry: '@safe', path: 'agents.main.tools' }],
    [rules(['!files']), 'clock', { verdict: 'allowed', path: 'agents.main.tools' }],
    [rules(['@safe']), 'shell', { verdict: 'not-listed', path: 'agents.main.tools' }],
    [
      rules(['@all', '!shell']),
      'shell',
      { verdict: 'left-out', entry: '!shell', path: 'agents.main.tools' },
    ],
    [
      rules(['@all'], { deny: ['sh*'] }),
      'shell',
      { verdict: 'denied-for-everybody', entry: 'sh*', path: 'tools.deny' },
    ],
    [
      rules(['@all'], { channel: ['@safe'] }),
      'shell',
      { verdict: 'not-on-channel', path: 'channels.telegram.tools' },
    ],
    [
      rules(['@all'], { channel: ['@all', '!shell'] }),
      'shell',
      { verdict: 'not-on-channel', entry: '!shell', path: 'channels.telegram.tools' },
    ],
    [
      rules(['@all'], { channel: [] }),
      'clock',
      { verdict: 'not-on-channel', path: 'channels.telegram.tools' },
    ],
    [
      rules([], { channel: ['@all'] }),
      'clock',
      { verdict: 'not-listed', path: 'agents.main.tools' },
    ],
  ] as const)('%j, %s', (rule, name, expected) => {
    expect(decideTool(name, rule)).toEqual(expected);
  });

  const entry = fc
    .tuple(
      fc.constantFrom('', '!'),
      fc.constantFrom(
        'clock',
        'shell',
        'files',
        'web_*',
        '*',
        '@safe',
        '@a',
        '@b',
        '@nobody',
        '!',
        '',
      ),
    )
    .map(([mark, name]) => mark + name);
  const list = fc.array(entry, { maxLength: 6 });
  const anyRules = fc.record({
    agent: list,
    channel: fc.option(list),
    deny: list,
    a: list,
    b: list,
  });
  const build = ({
    agent,
    channel,
    deny,
    a,
    b,
  }: typeof anyRules extends fc.Arbitrary<infer T> ? T : never): ToolRules => ({
    ...rules(agent, { deny, ...(channel ? { channel } : {}) }),
    profiles: mergeProfiles({ a, b }),
  });
  const names = ['clock', 'shell', 'files', 'web_fetch', 'other'];
  const allowed = (one: ToolRules): string[] =>
    names.filter((name) => decideTool(name, one).verdict === 'allowed');

  it('allows nothing while the section "tools" is not valid', () => {
    const closed = rules(['@all', 'clock', '!none'], { deny: closedTools().deny });
    expect(names.map((name) => decideTool(name, closed).verdict)).toEqual(
      names.map(() => 'denied-for-everybody'),
    );
  });

  it('always answers, and one more "!" or one more denied tool never allows more', () => {
    fc.assert(
      fc.property(anyRules, entry, (one, more) => {
        const before = allowed(build(one));
        const closed = `!${more.replace(/^!+/, '')}`;
        // A list that was empty means nothing, and one of nothing but "!" everything else.
        fc.pre(one.agent.some((item) => !item.startsWith('!')));
        const within = (lists: typeof one): boolean =>
          allowed(build(lists)).every((name) => before.includes(name));
        expect(within({ ...one, agent: [...one.agent, closed] })).toBe(true);
        if (!more.startsWith('!') && !one.deny.every((item) => item.startsWith('!')))
          expect(within({ ...one, deny: [...one.deny, more] })).toBe(true);
      }),
    );
  });

  it('never depends on the order of a list', () => {
    fc.assert(
      fc.property(anyRules, (one) => {
        const turned = build({
          ...one,
          agent: one.agent.toReversed(),
          deny: one.deny.toReversed(),
        });
        expect(allowed(turned)).toEqual(allowed(build(one)));
      }),
    );
  });
});

describe('findUnknownNames', () => {
  it('finds names that are neither a tool nor a profile nor fit one', () => {
    const list = [
      'clock',
      'clok',
      '!shel',
      '@safe',
      '@save',
      '@loop',
      'web_*',
      'wep_*',
      '*',
      'clok',
    ];
    expect(findUnknownNames(list, ['clock', 'web_fetch'], profiles)).toEqual([
      'clok',
      'shel',
      '@save',
      '@loop',
      'wep_*',
    ]);
  });
});

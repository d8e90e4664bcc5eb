import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agentEntry } from '../../shared/config/agents.ts';
import { canonicalSessionKey } from './canonical-session-key.ts';
import { formatSessionKey, parseSessionKey, type SessionName } from './session-key.ts';

const part = fc.oneof(
  fc.string({ minLength: 1, maxLength: 24, unit: 'binary' }),
  fc.constantFrom(':', '%', '%3A', '%25', '%~', ':thread:', 'main', 'person', 'direct', 'a:b%3Ac'),
);
const kind = fc.constantFrom('direct', 'group', 'channel');
const anyName: fc.Arbitrary<SessionName> = fc.oneof(
  fc.record({ kind: fc.constant('main' as const), agentId: part }),
  fc.record({ kind: fc.constant('person' as const), agentId: part, personId: part }),
  fc.record(
    {
      kind: fc.constant('chat' as const),
      agentId: part,
      channel: part,
      peer: fc.record({ kind, id: part }),
      threadId: part,
    },
    { requiredKeys: ['kind', 'agentId', 'channel', 'peer'] },
  ),
);

it('reads back what it writes, whatever the parts hold', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      expect(parseSessionKey(formatSessionKey(name))).toEqual(name);
    }),
    { numRuns: 20_000 },
  );
});

it('gives different conversations different keys', () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(formatSessionKey(a)).not.toBe(formatSessionKey(b));
    }),
  );
});

it('stays short, stable and apart for parts that are too long', () => {
  const name = (end: string): SessionName => ({
    kind: 'chat',
    agentId: 'a',
    channel: 'mail',
    peer: { kind: 'group', id: ':'.repeat(255) + end },
    threadId: 't'.repeat(256),
  });
  const key = formatSessionKey(name('1'));
  expect(key.length).toBeLessThanOrEqual(512);
  expect(key).toBe(formatSessionKey(name('1')));
  expect(key).not.toBe(formatSessionKey(name('2')));
  const read = parseSessionKey(key);
  expect(read).toMatchObject({ kind: 'other', agentId: 'a' });
  expect(read && formatSessionKey(read)).toBe(key);
});

it('is not fooled by a peer that is called like a digest', () => {
  const chat = (id: string): SessionName => ({
    kind: 'chat',
    agentId: 'a',
    channel: 'irc',
    peer: { kind: 'direct', id },
  });
  const shortened =
    formatSessionKey(chat('x'.repeat(600)))
      .split(':')
      .at(-1) ?? '';
  expect(formatSessionKey(chat(shortened))).not.toBe(formatSessionKey(chat('x'.repeat(600))));
});

it('takes whatever a client chose, and nothing without an agent', () => {
  expect(parseSessionKey('agent:a:one:two')).toEqual({
    kind: 'other',
    agentId: 'a',
    rest: 'one:two',
  });
  for (const key of ['', 'main', 'agent:', 'agent:a', 'agent::x', 'agent:a:', 'agent:%zz:x'])
    expect(parseSessionKey(key)).toBeUndefined();
});

const agents = (ids: readonly string[]) => ({
  agents: Object.fromEntries(ids.map((id) => [id, agentEntry().parse({})])),
});

it('lets the agent "main" stand for the default agent, unless one has that name', () => {
  const key = 'agent:main:telegram:direct:42';
  expect(canonicalSessionKey(key, agents(['coder']))).toBe('agent:coder:telegram:direct:42');
  expect(canonicalSessionKey(key, agents(['coder', 'main']))).toBe(key);
  expect(canonicalSessionKey(key, agents([]))).toBe(key);
  expect(canonicalSessionKey('main', agents(['coder']))).toBe('agent:coder:main');
});

it('is canonical after one application, and never too long', () => {
  const anyKey = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.string({ maxLength: 600 }).map((rest) => `agent:${rest}`),
    anyName.map(formatSessionKey),
  );
  fc.assert(
    fc.property(anyKey, fc.subarray(['main', 'a:b', 'coder']), (key, ids) => {
      const once = canonicalSessionKey(key, agents(ids));
      expect(once.length).toBeLessThanOrEqual(512);
      expect(canonicalSessionKey(once, agents(ids))).toBe(once);
    }),
    { numRuns: 5_000 },
  );
});

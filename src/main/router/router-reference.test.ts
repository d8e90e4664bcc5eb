import fc from 'fast-check';
import { expect, it } from 'vitest';
import { agentEntry } from '../../shared/config/agents.ts';
import type { Binding } from '../../shared/config/bindings.ts';
import { channelSchemas } from '../../shared/config/channels.ts';
import { routeDecision, type RouteTier } from '../../shared/protocol/route.ts';
import { canonicalSessionKey } from './canonical-session-key.ts';
import type { RouteInput } from './route-input.ts';
import { createRouter, route, type Choice, type RouteConfig } from './router.ts';

const cases = Number(process.env['FUZZ_CASES'] ?? 100_000);
const messagesPerConfig = 20;

// Few names, so that rules and messages meet often; some of them are awkward on purpose.
const agentIds = ['assistant', 'coder', 'main', 'a:b', 'constructor'];
const channels = ['telegram', 'work', 'web', '__proto__'];
const peerIds = ['42', '421', 'main', '!r:m.org', '*'];
const places = ['g1', 'g2', ''];

const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
// Mostly absent: a rule with many conditions hardly ever fits.
const maybe = <T>(values: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: values });
const kinds = pick(['direct', 'group', 'channel'] as const);
const peer = fc.record({ kind: kinds, id: pick(peerIds) });
const patternId = pick(['*', '4*', '*2', '4*1', '**', '*4*2*', '!r:*']);
const peerText = fc
  .tuple(kinds, fc.oneof(pick(peerIds), patternId))
  .map((parts) => parts.join(':'));
const parentText = fc.tuple(kinds, pick(peerIds)).map((parts) => parts.join(':'));

/** Leaves out what is undefined, as a parsed config does. */
const compact = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));

const binding: fc.Arbitrary<Binding> = fc.record({
  match: fc
    .record({
      channel: maybe(pick(channels)),
      peer: maybe(peerText),
      parent: maybe(parentText),
      group: maybe(pick(places)),
      role: maybe(pick(places)),
      team: maybe(pick(places)),
    })
    .map(compact),
  agent: pick([...agentIds, 'nobody']),
});

const agents = fc
  .uniqueArray(fc.tuple(pick(agentIds), fc.boolean(), fc.boolean()), {
    selector: ([id]) => id,
    maxLength: 5,
  })
  .map((entries) =>
    Object.fromEntries(
      entries.map(([id, enabled, isDefault]) => [
        id,
        { ...agentEntry().parse({}), enabled, default: isDefault },
      ]),
    ),
  );

const channelEntries = fc
  .uniqueArray(fc.tuple(pick(channels), maybe(pick([...agentIds, 'nobody']))), {
    selector: ([id]) => id,
  })
  .map((entries) =>
    Object.fromEntries(
      entries.map(([id, agent]) => {
        const entry = channelSchemas.web().parse(agent === undefined ? {} : { agent });
        return [id, { ...entry, type: id === 'web' ? ('web' as const) : ('telegram' as const) }];
      }),
    ),
  );

/** Configurations in which rules overlap. */
const anyRouteConfig: fc.Arbitrary<RouteConfig> = fc.record({
  agents,
  bindings: fc.array(binding, { maxLength: 12 }),
  channels: channelEntries,
});

/** Messages that meet these configurations. */
const anyRouteInput: fc.Arbitrary<RouteInput> = fc.record({
  channel: pick(channels),
  peer,
  threadId: maybe(pick(['7', '7:8'])),
  parent: maybe(peer),
  group: maybe(pick(places)),
  team: maybe(pick(places)),
  roles: maybe(fc.subarray(places)),
  linkedPersonId: maybe(pick(['p1', 'p:2'])),
  sessionKey: maybe(
    fc.oneof(
      pick(['main', 'agent:main:main', 'agent:coder:telegram:direct:42', 'agent:a%3Ab:main']),
      fc.string({ unit: 'grapheme' }),
    ),
  ),
});

type Decide = (
  input: RouteInput,
  config: RouteConfig,
) => Pick<Choice, 'agentId' | 'decidedBy' | 'binding'>;
type Match = Binding['match'];

const isEnabled = (config: RouteConfig, id: string | undefined): id is string =>
  Object.entries(config.agents).some(([name, agent]) => name === id && agent.enabled);

/** A peer as text, in the form of bindings. */
const write = (of: RouteInput['parent']) => of && [of.kind, of.id].join(':');

const isExact = (peer: string | undefined): boolean => peer !== undefined && !peer.includes('*');

const isLike = (pattern: string, text: string | undefined) =>
  new RegExp('^' + pattern.replace(/[.+?^${}()|[\]\\!]/g, '\\$&').replaceAll('*', '.*') + '$').test(
    text ?? '',
  );

/** Whether a rule belongs to a tier for a message, by its chat alone. */
const belongs: Record<string, (match: Match, peer?: string, parent?: string) => boolean> = {
  peer: (m, peer) => isExact(m.peer) && m.peer === peer,
  parent: (m, peer, parent) =>
    isExact(m.peer)
      ? m.peer === parent && m.peer !== peer
      : 'parent' in m && isLike(m.peer ?? '*', peer),
  'peer-pattern': (m, peer) =>
    !('parent' in m) && m.peer?.includes('*') === true && isLike(m.peer, peer),
  'group-role': (m) => !('peer' in m || 'parent' in m) && 'role' in m,
  group: (m) => !('peer' in m || 'parent' in m || 'role' in m) && 'group' in m,
  team: (m) => !('peer' in m || 'parent' in m || 'role' in m || 'group' in m) && 'team' in m,
  instance: (m) => Object.keys(m).every((field) => field === 'channel'),
};

/** Whether a message has all else that a rule names. */
const agrees = (match: Match, input: RouteInput, parent: string | undefined) =>
  (!('channel' in match) || match.channel === input.channel) &&
  (!('parent' in match) || match.parent === parent) &&
  (!('group' in match) || match.group === input.group) &&
  (!('role' in match) || (input.roles ?? []).some((role) => role === match.role)) &&
  (!('team' in match) || match.team === input.team);

/**
 * The reference: goes through the rules tier after tier, as the guide states them, with nothing
 * prepared and nothing shared with the router but the key of a named session.
 */
const slowDecide: Decide = (input, config) => {
  if (input.sessionKey !== undefined) {
    const [, written = ''] = canonicalSessionKey(input.sessionKey, config).split(':');
    const agentId = written.replace(/%3A/g, ':').replace(/%25/g, '%');
    const answering = isEnabled(config, agentId) ? agentId : null;
    return { agentId: answering, decidedBy: 'session', binding: null };
  }
  const peer = write(input.peer);
  const parent = write(input.parent ?? (input.threadId === undefined ? undefined : input.peer));
  for (const [tier, isOfTier] of Object.entries(belongs)) {
    for (const [position, { match, agent }] of config.bindings.entries()) {
      if (!isOfTier(match, peer, parent) || !agrees(match, input, parent)) continue;
      if (!isEnabled(config, agent)) continue;
      return { agentId: agent, decidedBy: tier as RouteTier, binding: position };
    }
  }
  return slowFallback(input, config);
};

const slowFallback: Decide = (input, config) => {
  const own = Object.entries(config.channels).find(([id]) => id === input.channel)?.[1].agent;
  if (isEnabled(config, own)) return { agentId: own, decidedBy: 'channel-agent', binding: null };
  const enabled = Object.entries(config.agents).filter(([, agent]) => agent.enabled);
  const [id = null] = enabled.find(([, agent]) => agent.default) ?? enabled[0] ?? [];
  return { agentId: id, decidedBy: 'default', binding: null };
};

const agreesWithReference = (decide: Decide) =>
  fc.property(
    anyRouteConfig,
    fc.array(anyRouteInput, { minLength: messagesPerConfig, maxLength: messagesPerConfig }),
    (config, inputs) => {
      for (const input of inputs) {
        const { agentId, decidedBy, binding } = decide(input, config);
        expect({ agentId, decidedBy, binding }).toEqual(slowDecide(input, config));
      }
    },
  );

const decideOnce: Decide = (input, config) => createRouter(config).decide(input);
const runs = { numRuns: Math.max(1, Math.ceil(cases / messagesPerConfig)) };

it('decides the same, for any rules and any message', () => {
  fc.assert(agreesWithReference(decideOnce), runs);
}, 600_000);

it('explains what it decides, each rule once', () => {
  fc.assert(
    fc.property(anyRouteConfig, anyRouteInput, (config, input) => {
      const { considered, ...choice } = route(input, config);
      expect(choice).toEqual(createRouter(config).decide(input));
      expect(routeDecision().parse({ ...choice, considered })).toBeTruthy();
      const listed = considered.flatMap((rule) => (rule.binding === null ? [] : [rule.binding]));
      expect(listed.toSorted((a, b) => a - b)).toEqual([...config.bindings.keys()]);
      const deciding = considered.filter((rule) => rule.outcome === 'decided');
      expect(deciding.map((rule) => [rule.tier, rule.binding, rule.agentId])).toEqual(
        choice.agentId === null ? [] : [[choice.decidedBy, choice.binding, choice.agentId]],
      );
    }),
    { numRuns: Math.max(1, Math.ceil(cases / 10)) },
  );
}, 600_000);

// A router with a defect is the right one, asked about a world in which the defect is the rule.
const planted: Record<string, Decide> = {
  'the last rule of a tier wins': (input, config) => {
    const choice = decideOnce(input, { ...config, bindings: config.bindings.toReversed() });
    const position = choice.binding === null ? null : config.bindings.length - 1 - choice.binding;
    return { ...choice, binding: position };
  },
  'a binding of another channel fits': (input, config) =>
    decideOnce(input, without(config, 'channel')),
  'roles are not looked at': (input, config) => decideOnce(input, without(config, 'role')),
  'a pattern is taken for a peer': (input, config) =>
    decideOnce({ ...input, peer: { kind: input.peer.kind, id: '*' } }, config),
  'a thread does not inherit': (input, { ...config }) =>
    decideOnce({ ...input, parent: undefined, threadId: undefined }, config),
  'an agent that is off answers': (input, config) => {
    const on = Object.entries(config.agents).map(([id, agent]) => [
      id,
      { ...agent, enabled: true },
    ]);
    return decideOnce(input, {
      ...config,
      agents: Object.fromEntries(on) as RouteConfig['agents'],
    });
  },
  "the channel's own agent is forgotten": (input, config) =>
    decideOnce(input, { ...config, channels: {} }),
};
for (const [name, decide] of Object.entries(planted)) {
  it(`finds a planted bug: ${name}`, () => {
    expect(fc.check(agreesWithReference(decide), { numRuns: 500 }).failed).toBe(true);
  });
}

function without(config: RouteConfig, field: keyof Binding['match']): RouteConfig {
  const bindings = config.bindings.map(({ match, agent }) => {
    const { [field]: _, ...rest } = match;
    return { match: rest, agent };
  });
  return { ...config, bindings };
}

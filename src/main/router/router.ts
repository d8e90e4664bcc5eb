import type { Config } from '../../shared/config/schema.ts';
import { routeTiers, type RouteDecision, type RouteTier } from '../../shared/protocol/route.ts';
import { indexBindings } from './binding-index.ts';
import { canonicalSessionKey } from './canonical-session-key.ts';
import { findAgentFault, findDefaultAgent } from './default-agent.ts';
import { findMismatch, tierFor, toQuestion, type Question } from './judge-binding.ts';
import type { RouteInput } from './route-input.ts';
import { formatSessionKey, parseSessionKey, type SessionName } from './session-key.ts';

/** The sections that decide who answers. */
export type RouteConfig = Pick<Config, 'agents' | 'bindings' | 'channels'>;
/** Who answers, and by which rule. */
export type Choice = Omit<RouteDecision, 'considered'>;
type Considered = RouteDecision['considered'][number];

/** Answers for one version of the configuration. */
export interface Router {
  /** Who answers; about a microsecond, whatever the number of bindings. */
  decide(input: RouteInput): Choice;
  /** The same, with every rule and why it did or did not decide: takes time for each binding. */
  explain(input: RouteInput): RouteDecision;
}

/**
 * Prepares routing by a configuration; make a new one when agents, bindings or channels change.
 * Both functions are pure and total: they throw for no input.
 */
export function createRouter(config: RouteConfig): Router {
  const { agents, bindings } = config;
  const index = indexBindings(
    bindings
      .map((binding, position) => ({ binding, position }))
      .filter(({ binding }) => findAgentFault(agents, binding.agent) === undefined),
  );
  const defaultAgent = findDefaultAgent(agents);

  const decide = (input: RouteInput): Choice => {
    const named = chooseNamed(input, config);
    if (named) return named;
    const hit = index.find(toQuestion(input));
    if (hit) return choose(hit.found.binding.agent, hit.tier, hit.found.position, input, config);
    const own = channelAgent(input, config);
    if (own !== null && findAgentFault(agents, own) === undefined)
      return choose(own, 'channel-agent', null, input, config);
    return choose(defaultAgent, 'default', null, input, config);
  };
  return {
    decide,
    explain: (input) => ({ ...decide(input), considered: listConsidered(input, config) }),
  };
}

/** Who answers one message, and why nobody else does. For many messages use `createRouter`. */
export function route(input: RouteInput, config: RouteConfig): RouteDecision {
  return createRouter(config).explain(input);
}

/**
 * A conversation a client named is answered by its own agent or by nobody: another agent would
 * answer in another conversation than the one that was asked for.
 */
function chooseNamed(input: RouteInput, config: RouteConfig): Choice | undefined {
  if (input.sessionKey === undefined) return undefined;
  const sessionKey = canonicalSessionKey(input.sessionKey, config);
  const agentId = parseSessionKey(sessionKey)?.agentId;
  const isRefused = agentId === undefined || findAgentFault(config.agents, agentId) !== undefined;
  if (isRefused) return { agentId: null, sessionKey: null, decidedBy: 'session', binding: null };
  return { agentId, sessionKey, decidedBy: 'session', binding: null };
}

function choose(
  agentId: string | null,
  decidedBy: RouteTier,
  binding: number | null,
  input: RouteInput,
  config: RouteConfig,
): Choice {
  const sessionKey = agentId === null ? null : sessionKeyFor(agentId, input, config);
  return { agentId, sessionKey, decidedBy, binding };
}

/** The conversation of an agent in a chat, whoever the chat is routed to. */
export function sessionKeyFor(agentId: string, input: RouteInput, config: RouteConfig): string {
  return formatSessionKey(nameSession(agentId, input, config));
}

function nameSession(agentId: string, input: RouteInput, config: RouteConfig): SessionName {
  const { channel, peer, threadId, linkedPersonId } = input;
  const chat = { kind: 'chat', agentId, channel, peer: { kind: peer.kind, id: peer.id } } as const;
  // A thread in a direct chat was opened to be apart; it stays with its channel.
  if (threadId !== undefined) return { ...chat, threadId };
  if (peer.kind !== 'direct') return chat;
  if (peer.id === 'main' && typeOf(channel, config) === 'web') return { kind: 'main', agentId };
  return linkedPersonId === undefined
    ? chat
    : { kind: 'person', agentId, personId: linkedPersonId };
}

function typeOf(channel: string, { channels }: RouteConfig): string {
  return (Object.hasOwn(channels, channel) ? channels[channel]?.type : undefined) ?? channel;
}

function channelAgent(input: RouteInput, { channels }: RouteConfig): string | null {
  if (!Object.hasOwn(channels, input.channel)) return null;
  return channels[input.channel]?.agent ?? null;
}

/** Every rule in the order in which it counts; the first that fits and can answer decides. */
function listConsidered(input: RouteInput, config: RouteConfig): Considered[] {
  const { agents } = config;
  const rules = [
    nameRule(input, config),
    ...bindingRules(toQuestion(input), config),
    rule('channel-agent', channelAgent(input, config)),
    ...defaultRules(config),
  ];
  let isDecided = false;
  return rules.map((candidate) => {
    if (candidate.outcome !== 'decided') return candidate;
    const fault = findAgentFault(agents, candidate.agentId ?? '');
    const outcome = fault ?? (isDecided ? 'less-specific' : 'decided');
    // A conversation that was named decides also when its agent cannot answer.
    isDecided ||= outcome === 'decided' || candidate.tier === 'session';
    return { ...candidate, outcome };
  });
}

function rule(tier: RouteTier, agentId: string | null): Considered {
  return { tier, binding: null, agentId, outcome: agentId === null ? 'absent' : 'decided' };
}

function nameRule({ sessionKey }: RouteInput, config: RouteConfig): Considered {
  if (sessionKey === undefined) return rule('session', null);
  return rule('session', parseSessionKey(canonicalSessionKey(sessionKey, config))?.agentId ?? '');
}

function bindingRules(question: Question, { bindings }: RouteConfig): Considered[] {
  const rules = bindings.map((binding, position): Considered => {
    const outcome = findMismatch(binding, question) ?? 'decided';
    return { tier: tierFor(binding, question), binding: position, agentId: binding.agent, outcome };
  });
  // The sort is stable: within a tier the order of the config stays.
  return rules.sort((a, b) => routeTiers.indexOf(a.tier) - routeTiers.indexOf(b.tier));
}

/** The default agent, after those that were to be it but are off. */
function defaultRules({ agents }: RouteConfig): Considered[] {
  const off = Object.keys(agents).filter((id) => agents[id]?.default && !agents[id].enabled);
  return [...off.map((id) => rule('default', id)), rule('default', findDefaultAgent(agents))];
}

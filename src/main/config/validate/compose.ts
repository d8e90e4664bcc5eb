import { agentEntry, type AgentConfig } from '../../../shared/config/agents.ts';
import { webChannel, type ChannelConfig } from '../../../shared/config/channels.ts';
import { sections, type Config } from '../../../shared/config/schema.ts';
import { closedTools } from '../../../shared/config/tools.ts';
import type { Evaluated } from './evaluate.ts';
import type { AccessConfig, Entries, Evaluation, GatewayAuth, Guarded } from './evaluation.ts';

/** A part that is written but not valid: switched off, or with its running value still in effect. */
export type PartStatus = 'off' | 'kept';

export interface Composed {
  readonly config: Config;
  /** By path of the part; parts that are in effect as written are not listed. */
  readonly parts: ReadonlyMap<string, PartStatus>;
}

interface Composing {
  readonly running: Config | undefined;
  readonly parts: Map<string, PartStatus>;
}

/**
 * Builds the effective configuration. A part that is not valid keeps its running value, or is off
 * when there is none. What guards (gateway.auth, access, lists of tools, section tools) never keeps: an old value could be
 * more open than what was meant, so it is closed.
 * @param running what is in effect now; undefined at start.
 */
export function compose(evaluation: Evaluation, running: Config | undefined): Composed {
  const composing: Composing = { running, parts: new Map() };
  const plain = <K extends 'session' | 'owner' | 'logging' | 'memory'>(
    name: K,
    part: Evaluated<Config[K]>,
  ) => pick(part, name, running?.[name], composing);
  const config: Config = {
    gateway: composeGateway(evaluation.gateway, composing),
    agents: composeAgents(evaluation.agents, composing),
    channels: composeChannels(evaluation.channels, composing),
    models: {
      providers: composeInner(
        'models.providers',
        evaluation.providers,
        running?.models.providers,
        composing,
      ),
    },
    bindings: composeBindings(evaluation.bindings, composing),
    session: plain('session', evaluation.session) ?? sections.session().parse({}),
    owner: plain('owner', evaluation.owner) ?? sections.owner().parse({}),
    logging: plain('logging', evaluation.logging) ?? sections.logging().parse({}),
    tools: pickGuard(evaluation.tools, 'tools', running?.tools, closedTools(), composing),
    memory: plain('memory', evaluation.memory) ?? sections.memory().parse({}),
    mcp: {
      servers: composeInner('mcp.servers', evaluation.mcpServers, running?.mcp.servers, composing),
    },
    schedules: composeInner('schedules', evaluation.schedules, running?.schedules, composing),
  };
  return { config, parts: composing.parts };
}

/** The defaults: what runs when there is no file at all. */
export function defaultConfig(): Config {
  const absent = { state: 'absent' } as const;
  const valid = <T>(value: T) => ({ isValid: true, value }) as const;
  const gateway = sections.gateway().parse({});
  const evaluation: Evaluation = {
    gateway: { entry: valid(gateway), guard: valid(gateway.auth) },
    agents: absent,
    channels: absent,
    providers: absent,
    bindings: { isValid: true, valid: [] },
    session: valid(sections.session().parse({})),
    owner: valid(sections.owner().parse({})),
    logging: valid(sections.logging().parse({})),
    tools: valid(sections.tools().parse({})),
    memory: valid(sections.memory().parse({})),
    mcpServers: absent,
    schedules: absent,
  };
  return compose(evaluation, undefined).config;
}

function pick<T>(
  part: Evaluated<T>,
  path: string,
  running: T | undefined,
  { parts }: Composing,
): T | undefined {
  if (part.isValid) return part.value;
  parts.set(path, running === undefined ? 'off' : 'kept');
  return running;
}

/** The value of a guard: closed when it is not valid, the running one when nothing is known. */
function pickGuard<G>(
  guard: Evaluated<G> | undefined,
  path: string,
  running: G | undefined,
  closed: G,
  { parts }: Composing,
): G {
  if (guard?.isValid) return guard.value;
  if (!guard) return running ?? closed;
  parts.set(path, 'off');
  return closed;
}

function composeGateway(
  { entry, guard }: Guarded<Config['gateway'], GatewayAuth>,
  composing: Composing,
): Config['gateway'] {
  const running = composing.running?.gateway;
  const rest = pick(entry, 'gateway', running, composing) ?? sections.gateway().parse({});
  // Closed means: only the generated token, which never stands in the configuration, gets in.
  const auth = pickGuard(guard, 'gateway.auth', running?.auth, {}, composing);
  return { ...rest, auth };
}

/** A record that finds nothing but its own entries: `agents.constructor` must not be a function. */
function toRecord<T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const record = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) record[name] = value;
  return record;
}

function composeAgents(
  agents: Evaluation['agents'],
  composing: Composing,
): Readonly<Record<string, AgentConfig>> {
  const running = composing.running?.agents;
  const composed = composeEntries('agents', agents, running, composing, (name, part) => {
    const path = `agents.${name}`;
    const before = running?.[name];
    const rest = pick(part.entry, path, before, composing);
    if (!rest) return undefined;
    const tools = pickGuard(part.guard, `${path}.tools`, before?.tools, [], composing);
    return { ...rest, tools: [...tools] };
  });
  const isNoneWritten =
    agents.state === 'absent' || (agents.state === 'read' && agents.entries.size === 0);
  if (isNoneWritten) return toRecord([['assistant', agentEntry().parse({ default: true })]]);
  return withOneDefault(composed);
}

/** Exactly one agent is the default: the first that says so, else the first one that is enabled. */
function withOneDefault(
  agents: readonly (readonly [string, AgentConfig])[],
): Readonly<Record<string, AgentConfig>> {
  const chosen =
    agents.find(([, agent]) => agent.default && agent.enabled) ??
    agents.find(([, agent]) => agent.default) ??
    agents.find(([, agent]) => agent.enabled) ??
    agents[0];
  return toRecord(
    agents.map(([name, agent]) => [name, { ...agent, default: name === chosen?.[0] }] as const),
  );
}

function composeChannels(
  channels: Evaluation['channels'],
  composing: Composing,
): Readonly<Record<string, ChannelConfig>> {
  const running = composing.running?.channels;
  const composed = composeEntries('channels', channels, running, composing, (name, part) =>
    composeChannel(name, part, composing),
  );
  const hasWeb = composed.some(([, channel]) => channel.type === 'web');
  const isWebWritten = channels.state === 'read' && channels.entries.has('web');
  // The page always works unless somebody switched it off: it is where problems are shown.
  if (hasWeb || isWebWritten) return toRecord(composed);
  return toRecord([...composed, ['web', { ...webChannel().parse({}), type: 'web' }] as const]);
}

function composeChannel(
  name: string,
  { entry, guard }: Guarded<ChannelConfig, AccessConfig>,
  composing: Composing,
): ChannelConfig | undefined {
  const path = `channels.${name}`;
  if (guard && !guard.isValid) {
    composing.parts.set(path, 'off');
    return undefined;
  }
  const rest = pick(entry, path, composing.running?.channels[name], composing);
  return rest && { ...rest, access: guard?.value ?? rest.access };
}

function composeEntries<T, C>(
  section: string,
  entries: Entries<T>,
  running: Readonly<Record<string, C>> | undefined,
  { parts }: Composing,
  composeEntry: (name: string, part: T) => C | undefined,
): readonly (readonly [string, C])[] {
  if (entries.state !== 'read') {
    if (entries.state === 'absent') return [];
    parts.set(section, running ? 'kept' : 'off');
    return Object.entries(running ?? {});
  }
  return [...entries.entries].flatMap(([name, part]) => {
    const value = composeEntry(name, part);
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** Entries that keep their running value one by one. */
function composeInner<T>(
  section: string,
  entries: Entries<Evaluated<T>>,
  running: Readonly<Record<string, T>> | undefined,
  composing: Composing,
): Readonly<Record<string, T>> {
  return toRecord(
    composeEntries(section, entries, running, composing, (name, part) =>
      pick(part, `${section}.${name}`, running?.[name], composing),
    ),
  );
}

/** The order of the rules matters, so that the running ones stay together when one is not valid. */
function composeBindings(
  { isValid, valid }: Evaluation['bindings'],
  { running, parts }: Composing,
): Config['bindings'] {
  if (isValid) return valid;
  parts.set('bindings', running ? 'kept' : 'off');
  return running?.bindings ?? valid;
}

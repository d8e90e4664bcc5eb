import type { z } from 'zod';
import { agentEntry, type AgentConfig } from '../../../shared/config/agents.ts';
import { binding, type Binding } from '../../../shared/config/bindings.ts';
import {
  access,
  channelSchemas,
  type ChannelConfig,
  type ChannelType,
} from '../../../shared/config/channels.ts';
import { limits } from '../../../shared/config/limits.ts';
import { providerEntry, type ProviderConfig } from '../../../shared/config/models.ts';
import { mcpServer, type McpServerConfig } from '../../../shared/config/mcp.ts';
import { scheduleEntry, type ScheduleConfig } from '../../../shared/config/schedules.ts';
import { sections, type Config } from '../../../shared/config/schema.ts';
import { expandText } from '../expand.ts';
import { isChannelType, sectionNames } from '../settings.ts';
import { suggest } from '../suggest.ts';
import type { Tree, TreeObject } from '../tree.ts';
import { evaluate, type Evaluated } from './evaluate.ts';
import { warnUnknownKey, type ReadContext } from './read-value.ts';

/** The entries of a section, or why there are none. */
export type Entries<T> =
  | { readonly state: 'absent' | 'broken' }
  | { readonly state: 'read'; readonly entries: ReadonlyMap<string, T> };

/** An entry and the part of it that guards; that part counts even when the rest is not valid. */
export interface Guarded<T, G> {
  readonly entry: Evaluated<T>;
  /** Undefined when the entry as a whole cannot be read, so that nobody knows what is meant. */
  readonly guard: Evaluated<G> | undefined;
}

export type AccessConfig = ChannelConfig['access'];
export type GatewayAuth = Config['gateway']['auth'];

/** Every part of a configuration, each valid or off on its own. */
export interface Evaluation {
  readonly gateway: Guarded<Config['gateway'], GatewayAuth>;
  readonly agents: Entries<Guarded<AgentConfig, readonly string[]>>;
  readonly channels: Entries<Guarded<ChannelConfig, AccessConfig>>;
  readonly providers: Entries<Evaluated<ProviderConfig>>;
  readonly bindings: { readonly isValid: boolean; readonly valid: readonly Binding[] };
  readonly session: Evaluated<Config['session']>;
  readonly owner: Evaluated<Config['owner']>;
  readonly logging: Evaluated<Config['logging']>;
  readonly tools: Evaluated<Config['tools']>;
  readonly memory: Evaluated<Config['memory']>;
  readonly mcpServers: Entries<Evaluated<McpServerConfig>>;
  readonly schedules: Entries<Evaluated<ScheduleConfig>>;
}

/**
 * Validates each part of the tree on its own and lists what is wrong.
 * @param root undefined when there is no file: everything is absent.
 */
export function evaluateTree(root: TreeObject | undefined, context: ReadContext): Evaluation {
  const section = (name: string): Tree | undefined => root?.entries.get(name);
  for (const [key, child] of root?.entries ?? []) {
    if (key !== '$schema' && !isSectionName(key)) {
      warnUnknownKey(key, child, sectionNames, [], context.problems);
    }
  }
  return {
    gateway: evaluateGateway(section('gateway'), context),
    agents: readEntries('agents', section('agents'), context, evaluateAgent),
    channels: readEntries('channels', section('channels'), context, evaluateChannel),
    providers: evaluateInner(section('models'), ['models', 'providers'], providerEntry(), context),
    bindings: evaluateBindings(section('bindings'), context),
    session: evaluate(sections.session(), section('session'), ['session'], context),
    owner: evaluate(sections.owner(), section('owner'), ['owner'], context),
    logging: evaluate(sections.logging(), section('logging'), ['logging'], context),
    tools: evaluate(sections.tools(), section('tools'), ['tools'], context),
    memory: evaluate(sections.memory(), section('memory'), ['memory'], context),
    mcpServers: evaluateInner(section('mcp'), ['mcp', 'servers'], mcpServer(), context),
    schedules: readEntries('schedules', section('schedules'), context, evaluateSchedule),
  };
}

function isSectionName(name: string): boolean {
  return sectionNames.some((known) => known === name);
}

function evaluateGateway(tree: Tree | undefined, context: ReadContext): Evaluation['gateway'] {
  return {
    entry: evaluate(sections.gateway(), withoutKey(tree, 'auth'), ['gateway'], context),
    guard: evaluateGuard(sections.gateway().shape.auth, tree, ['gateway'], 'auth', context),
  };
}

/** The guarding part below an entry; undefined when the entry itself is broken. */
function evaluateGuard<T extends z.ZodType>(
  schema: T,
  tree: Tree | undefined,
  path: readonly string[],
  key: string,
  context: ReadContext,
): Evaluated<z.output<T>> | undefined {
  if (tree && tree.kind !== 'object') return undefined;
  const part = tree?.entries.get(key);
  if (part) return evaluate(schema, part, [...path, key], context);
  const absent = schema.safeParse(undefined);
  return absent.success ? { isValid: true, value: absent.data } : { isValid: false };
}

function withoutKey(tree: Tree | undefined, key: string): Tree | undefined {
  if (tree?.kind !== 'object' || !tree.entries.has(key)) return tree;
  const entries = new Map(tree.entries);
  entries.delete(key);
  return { ...tree, entries };
}

const entryKinds = { agents: 'an agent', channels: 'a channel', schedules: 'a schedule' } as const;

type EvaluateEntry<T> = (name: string, tree: Tree, context: ReadContext) => T;

const namePattern = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u;

function readEntries<T>(
  section: keyof typeof entryKinds,
  tree: Tree | undefined,
  context: ReadContext,
  evaluateEntry: EvaluateEntry<T>,
): Entries<T> {
  if (!tree) return { state: 'absent' };
  if (!isObject(tree, [section], context)) return { state: 'broken' };
  const entries = new Map<string, T>();
  for (const [name, child] of tree.entries) {
    if (namePattern.test(name)) {
      entries.set(name, evaluateEntry(name, child, context));
      continue;
    }
    const values = { name, kind: entryKinds[section] };
    context.problems.error('CONFIG_NAME_INVALID', values, [section, name], keyOrigin(child));
  }
  return { state: 'read', entries };
}

function keyOrigin(tree: Tree): Tree['origin'] {
  return tree.member ? { file: tree.member.file, span: tree.member.member.keySpan } : tree.origin;
}

function isObject(
  tree: Tree,
  path: readonly string[],
  { problems }: ReadContext,
): tree is TreeObject {
  if (tree.kind === 'object') return true;
  if (tree.kind === 'broken') problems.fault(tree.fault, path, tree.origin);
  else {
    const values = {
      path: path.join('.'),
      reason: 'an object in { } is expected',
      fix: 'Write it as name: { … }.',
    };
    problems.error('CONFIG_VALUE_INVALID', values, path, tree.origin);
  }
  return false;
}

function evaluateAgent(
  name: string,
  tree: Tree,
  context: ReadContext,
): Guarded<AgentConfig, readonly string[]> {
  const path = ['agents', name];
  return {
    entry: evaluate(agentEntry(), withoutKey(tree, 'tools'), path, context),
    guard: evaluateGuard(agentEntry().shape.tools, tree, path, 'tools', context),
  };
}

function evaluateChannel(
  name: string,
  tree: Tree,
  context: ReadContext,
): Guarded<ChannelConfig, AccessConfig> {
  const path = ['channels', name];
  const off = { entry: { isValid: false }, guard: undefined } as const;
  if (!isObject(tree, path, context)) return off;
  const type = typeOfChannel(name, tree, context);
  if (type === undefined) return off;
  const entry = evaluate(channelSchemas[type](), withoutKey(tree, 'access'), path, context);
  return {
    entry: entry.isValid ? { isValid: true, value: { ...entry.value, type } } : entry,
    guard: evaluateGuard(access().prefault({}), tree, path, 'access', context),
  };
}

function typeOfChannel(
  name: string,
  tree: TreeObject,
  { lookup, problems }: ReadContext,
): ChannelType | undefined {
  const written = tree.entries.get('type');
  const value = written?.kind === 'scalar' ? written.value : name;
  const type = typeof value === 'string' ? expandOrKeep(value, lookup) : String(value);
  if (isChannelType(type)) return type;
  const known = Object.keys(channelSchemas);
  const near = suggest(type, known);
  const list = known.map((each) => `"${each}"`).join(', ');
  const fix =
    near !== undefined
      ? `Did you mean "${near}"?`
      : written
        ? `Write one of: ${list}.`
        : `Add type: one of ${list}.`;
  const path = written ? ['channels', name, 'type'] : ['channels', name];
  problems.error(
    'CONFIG_CHANNEL_TYPE_UNKNOWN',
    { type, fix },
    path,
    written?.origin ?? keyOrigin(tree),
  );
  return undefined;
}

function expandOrKeep(text: string, lookup: ReadContext['lookup']): string {
  try {
    return expandText(text, lookup);
  } catch {
    return text;
  }
}

function evaluateSchedule(
  name: string,
  tree: Tree,
  context: ReadContext,
): Evaluated<ScheduleConfig> {
  return evaluate(scheduleEntry(), tree, ['schedules', name], context);
}

/** Entries by name one level deeper, as in `models.providers`: each is valid or off on its own. */
function evaluateInner<T extends z.ZodType>(
  tree: Tree | undefined,
  [section, inner]: readonly [string, string],
  schema: T,
  context: ReadContext,
): Entries<Evaluated<z.output<T>>> {
  if (!tree) return { state: 'absent' };
  if (!isObject(tree, [section], context)) return { state: 'broken' };
  for (const [key, child] of tree.entries) {
    if (key !== inner) warnUnknownKey(key, child, [inner], [section], context.problems);
  }
  const found = tree.entries.get(inner);
  if (!found) return { state: 'absent' };
  if (!isObject(found, [section, inner], context)) return { state: 'broken' };
  const entries = [...found.entries].map(
    ([name, child]) => [name, evaluate(schema, child, [section, inner, name], context)] as const,
  );
  return { state: 'read', entries: new Map(entries) };
}

function evaluateBindings(tree: Tree | undefined, context: ReadContext): Evaluation['bindings'] {
  if (!tree) return { isValid: true, valid: [] };
  if (tree.kind !== 'array') {
    const evaluated = evaluate(sections.bindings(), tree, ['bindings'], context);
    return { isValid: evaluated.isValid, valid: [] };
  }
  if (tree.items.length > limits.config.bindings) {
    const reason = `at most ${String(limits.config.bindings)} rules are allowed`;
    const values = { path: 'bindings', reason, fix: 'Join rules with "*" as the peer.' };
    context.problems.error('CONFIG_VALUE_INVALID', values, ['bindings'], tree.origin);
  }
  const all = tree.items
    .slice(0, limits.config.bindings)
    .map((item, index) => evaluate(binding(), item, ['bindings', String(index)], context));
  const valid = all.flatMap((each) => (each.isValid ? [each.value] : []));
  return { isValid: valid.length === tree.items.length, valid };
}

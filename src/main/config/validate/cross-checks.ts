import type { Config } from '../../../shared/config/schema.ts';
import { wellKnownProviderNames } from '../../../shared/config/well-known-providers.ts';
import type { ConfigPath } from '../../../shared/config/path.ts';
import type { ProblemList } from '../problems.ts';
import { suggest } from '../suggest.ts';
import { treeAt, type Tree } from '../tree.ts';
import { checkToolLists } from './check-tool-lists.ts';
import { nearestOrigin } from './evaluate.ts';

interface Checking {
  readonly config: Config;
  readonly root: Tree | undefined;
  readonly problems: ProblemList;
}

/** Finds what each part cannot know about the others: names that lead nowhere, two defaults. */
export function crossCheck(config: Config, root: Tree | undefined, problems: ProblemList): void {
  const checking: Checking = { config, root, problems };
  checkBindings(checking);
  checkChannels(checking);
  checkSharedTokens(checking);
  checkDefaults(checking);
  checkModels(checking);
  checkProviders(checking);
  checkToolLists(config, root, problems);
}

function checkBindings(checking: Checking): void {
  const { config, root, problems } = checking;
  const written = treeAt(root, ['bindings']);
  if (written?.kind !== 'array') return;
  for (const [index, rule] of config.bindings.entries()) {
    checkAgent(rule.agent, ['bindings', index, 'agent'], checking);
    const { channel } = rule.match;
    if (channel === undefined || channel === '*' || isWritten(root, 'channels', channel)) continue;
    if (Object.hasOwn(config.channels, channel)) continue;
    const path = ['bindings', index, 'match', 'channel'];
    const fix = hintFor(channel, Object.keys(config.channels), 'channels');
    problems.error('CONFIG_CHANNEL_UNKNOWN', { channel, fix }, path, nearestOrigin(root, path));
  }
}

function isWritten(root: Tree | undefined, section: string, name: string): boolean {
  return treeAt(root, [section, name]) !== undefined;
}

function checkChannels(checking: Checking): void {
  for (const [name, channel] of Object.entries(checking.config.channels)) {
    if (channel.agent !== undefined)
      checkAgent(channel.agent, ['channels', name, 'agent'], checking);
  }
}

/** One bot can be read by one connection only: the second one is refused by the messenger. */
function checkSharedTokens({ config, root, problems }: Checking): void {
  const first = new Map<string, string>();
  for (const [channel, settings] of Object.entries(config.channels)) {
    const token: unknown = 'token' in settings ? settings.token : undefined;
    if (typeof token !== 'string' || !settings.enabled) continue;
    const other = first.get(token);
    if (other === undefined) first.set(token, channel);
    else {
      const path = ['channels', channel, 'token'];
      problems.warn('CONFIG_TOKEN_SHARED', { channel, other }, path, nearestOrigin(root, path));
    }
  }
}

function checkAgent(agent: string, path: ConfigPath, { config, root, problems }: Checking): void {
  const origin = nearestOrigin(root, path);
  if (Object.hasOwn(config.agents, agent)) {
    if (!config.agents[agent]?.enabled) problems.warn('CONFIG_AGENT_OFF', { agent }, path, origin);
    return;
  }
  if (isWritten(root, 'agents', agent)) {
    problems.warn('CONFIG_AGENT_OFF', { agent }, path, origin);
    return;
  }
  const fix = hintFor(agent, Object.keys(config.agents), 'agents');
  problems.error('CONFIG_AGENT_UNKNOWN', { agent, fix }, path, origin);
}

function hintFor(name: string, known: readonly string[], what: string): string {
  const near = suggest(name, known);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (known.length === 0) return `Add it to ${what}.`;
  return `Add it to ${what}, or name one of: ${known.slice(0, 20).join(', ')}.`;
}

function checkDefaults({ root, problems, config }: Checking): void {
  const agents = treeAt(root, ['agents']);
  if (agents?.kind !== 'object') return;
  const marked = [...agents.entries.keys()].filter((name) => {
    const written = treeAt(agents, [name, 'default']);
    return (
      written?.kind === 'scalar' && written.value === true && Object.hasOwn(config.agents, name)
    );
  });
  const first = marked.find((name) => config.agents[name]?.default);
  for (const agent of marked) {
    if (first === undefined || agent === first) continue;
    const path = ['agents', agent, 'default'];
    problems.error('CONFIG_DEFAULT_TWICE', { agent, first }, path, nearestOrigin(root, path));
  }
}

function checkModels(checking: Checking): void {
  for (const [name, agent] of Object.entries(checking.config.agents)) {
    if (agent.model !== undefined) checkModel(agent.model, ['agents', name, 'model'], checking);
    for (const [index, model] of agent.fallbacks.entries()) {
      checkModel(model, ['agents', name, 'fallbacks', index], checking);
    }
  }
}

function checkModel(model: string, path: ConfigPath, { config, root, problems }: Checking): void {
  const provider = model.split('/', 1)[0] ?? '';
  const own = config.models.providers;
  if (Object.hasOwn(own, provider) || wellKnownProviderNames.has(provider)) return;
  const known = [...Object.keys(own), ...wellKnownProviderNames];
  const near = suggest(provider, known);
  const fix =
    near === undefined ? `Add "${provider}" to models.providers.` : `Did you mean "${near}"?`;
  const values = { model, provider, fix };
  problems.error('CONFIG_PROVIDER_UNKNOWN', values, path, nearestOrigin(root, path));
}

function checkProviders({ config, root, problems }: Checking): void {
  for (const [provider, { api, baseUrl }] of Object.entries(config.models.providers)) {
    if (api !== 'openai-compatible' || baseUrl !== undefined) continue;
    if (wellKnownProviderNames.has(provider)) continue;
    const path = ['models', 'providers', provider];
    problems.error(
      'CONFIG_PROVIDER_ADDRESS_MISSING',
      { provider },
      path,
      nearestOrigin(root, path),
    );
  }
}

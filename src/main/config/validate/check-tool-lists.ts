import type { Config } from '../../../shared/config/schema.ts';
import type { ConfigPath } from '../../../shared/config/path.ts';
import { builtInProfiles, builtInToolNames } from '../../../shared/config/tool-names.ts';
import type { ProblemList } from '../problems.ts';
import { suggest } from '../suggest.ts';
import type { Tree } from '../tree.ts';
import { nearestOrigin } from './evaluate.ts';

/**
 * Warns of profiles that do not exist and of names that look like a mistyped built-in tool. Extensions
 * and MCP servers bring tools that nobody knows here, so that any other name is fine.
 */
export function checkToolLists(
  config: Config,
  root: Tree | undefined,
  problems: ProblemList,
): void {
  const profiles = Object.keys({ ...builtInProfiles, ...config.tools.profiles });
  for (const { list, path } of listToolLists(config)) {
    for (const [index, entry] of list.entries()) {
      const name = entry.replace(/^!/, '');
      const warning = name.startsWith('@')
        ? checkProfile(name.slice(1), profiles)
        : checkName(name);
      const at = [...path, index];
      if (warning) problems.warn(warning.code, warning.values, at, nearestOrigin(root, at));
    }
  }
}

type Warning = {
  readonly code: 'CONFIG_TOOL_MISTYPED' | 'CONFIG_TOOL_PROFILE_UNKNOWN';
  readonly values: Readonly<Record<string, string>>;
};

function checkProfile(profile: string, profiles: readonly string[]): Warning | undefined {
  if (profiles.includes(profile)) return undefined;
  const near = suggest(profile, profiles);
  const fix =
    near === undefined
      ? `Add "${profile}" to tools.profiles, or name one of: ${profiles.slice(0, 20).join(', ')}.`
      : `Did you mean "@${near}"?`;
  return { code: 'CONFIG_TOOL_PROFILE_UNKNOWN', values: { profile, fix } };
}

function checkName(name: string): Warning | undefined {
  const isOpen = name.endsWith('*') || name.startsWith('mcp_');
  if (isOpen || builtInToolNames.some((known) => known === name)) return undefined;
  const near = suggest(name, builtInToolNames);
  return near === undefined
    ? undefined
    : { code: 'CONFIG_TOOL_MISTYPED', values: { tool: name, near } };
}

interface ToolList {
  readonly list: readonly string[];
  readonly path: ConfigPath;
}

function listToolLists({ agents, channels, tools }: Config): readonly ToolList[] {
  return [
    ...Object.entries(agents).map(([id, agent]) => ({
      list: agent.tools,
      path: ['agents', id, 'tools'],
    })),
    ...Object.entries(channels).map(([id, channel]) => ({
      list: channel.tools ?? [],
      path: ['channels', id, 'tools'],
    })),
    ...Object.entries(tools.profiles).map(([name, list]) => ({
      list,
      path: ['tools', 'profiles', name],
    })),
    { list: tools.deny, path: ['tools', 'deny'] },
  ];
}

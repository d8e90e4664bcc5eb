import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tool } from './tool.ts';
import type { SystemInfo } from './tool-catalogue-types.ts';

/** What the tool `system` can be asked for. */
export const systemTopics = ['all', 'channels', 'agents', 'model', 'version', 'config'] as const;
export type SystemTopic = (typeof systemTopics)[number];

const parameters = lazy(() =>
  z.strictObject({
    topic: z.enum(systemTopics).default('all').describe('What to tell about; all when absent.'),
  }),
);

/** Tells facts about this gateway. Answers JSON: the part of `SystemInfo` that was asked for. */
export function createSystemTool(
  clock: Clock,
  systemInfo: (agentId: string) => SystemInfo | Promise<SystemInfo>,
): Tool {
  return {
    name: 'system',
    description:
      'Tells facts about the OpenClaw system you run in: connected channels and their state, agents, your model, version and uptime, where the configuration is. Read only, no secrets.',
    parameters,
    isRepeatable: true,
    touches: ['system'],
    asks: 'never',
    async run(args, context) {
      const { topic } = parameters().parse(args);
      const info = await systemInfo(context.agentId);
      const facts = pickFacts(info, topic, clock.now());
      return { text: JSON.stringify(facts), isError: false };
    },
  };
}

/** Named one by one, so that a new field of the port never leaks by itself. */
function pickFacts(info: SystemInfo, topic: SystemTopic, nowMs: number): unknown {
  const channels = info.channels.map(({ id, type, state, account }) => ({
    id,
    type,
    state,
    account,
  }));
  const agents = info.agents.map(({ id, name, isDefault }) => ({ id, name, isDefault }));
  const { model, configPath, stateDir } = info;
  const uptimeMinutes = Math.max(0, Math.floor((nowMs - info.startedAt) / 60_000));
  const version = { name: info.name, version: info.version, uptimeMinutes };
  switch (topic) {
    case 'channels':
      return { channels };
    case 'agents':
      return { agents };
    case 'model':
      return { model };
    case 'version':
      return version;
    case 'config':
      return { configPath, stateDir };
    case 'all':
      return { ...version, model, agents, channels, configPath, stateDir };
  }
}

import type { Config } from '../../shared/config/schema.ts';
import type { AgentCheck } from '../../shared/protocol/agents.ts';
import type { ChannelStatus } from '../../shared/protocol/channels.ts';
import type { Router } from '../router/router.ts';
import { finding } from './finding.ts';

export interface ChannelCheckDeps {
  readonly config: () => Config;
  readonly router: () => Router;
  readonly channels: () => readonly ChannelStatus[];
}

/** The channels of which some messages go to the agent, and whether they run. */
export function checkChannels(deps: ChannelCheckDeps, agentId: string): readonly AgentCheck[] {
  const rows = deps
    .channels()
    .filter((channel) => channel.type !== 'web' && leadsTo(deps, channel.id, agentId))
    .map((channel): AgentCheck => {
      const values = { state: channel.state };
      return channel.state === 'running'
        ? finding('channel', 'ok', 'leads-here', { subject: channel.id, values })
        : finding('channel', 'warn', 'not-running', { subject: channel.id, values });
    });
  // The interface and the command line reach every agent.
  return rows.length > 0 ? rows : [finding('channel', 'ok', 'only-on-screen')];
}

function leadsTo({ config, router }: ChannelCheckDeps, channel: string, agentId: string): boolean {
  const isBound = config().bindings.some(({ agent, match }) => {
    const isHere =
      match.channel === undefined || match.channel === '*' || match.channel === channel;
    return agent === agentId && isHere;
  });
  const anybody = { channel, peer: { kind: 'direct', id: 'anybody' } } as const;
  return isBound || router().decide(anybody).agentId === agentId;
}

import type { RouteDecision } from '../../../shared/protocol/route.ts';
import type { CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';
import { formatFacts, formatTable } from '../table.ts';

/** `openclaw route` */
export const runRoute: CommandRun = async (call) => {
  const channel = call.text('channel');
  const peer = call.text('peer');
  if (channel === undefined || peer === undefined) {
    throw usageError('A channel and a peer are needed.', 'route --channel ID --peer direct:42');
  }
  const given = ['sender', 'thread', 'parent', 'group', 'team'] as const;
  const place = Object.fromEntries(
    given.flatMap((name) => {
      const value = call.text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const roles = call.text('roles')?.split(',');
  const link = await call.connect();
  const params = { channel, peer, ...place, ...(roles ? { roles } : {}) };
  const { decision } = await link.request('route.explain', params);
  call.print(decision, describe(decision));
  return decision.agentId === null ? 1 : 0;
};

function describe(decision: RouteDecision): string {
  const facts = formatFacts([
    ['Agent', decision.agentId ?? 'nobody'],
    ['Conversation', decision.sessionKey ?? 'none'],
    ['Decided by', ruleName(decision.decidedBy, decision.binding)],
  ]);
  const rows = decision.considered.map((rule) => [
    ruleName(rule.tier, rule.binding),
    rule.agentId ?? '',
    rule.outcome,
  ]);
  return `${facts}\n${formatTable(['RULE', 'AGENT', 'OUTCOME'], rows)}`;
}

function ruleName(tier: string, binding: number | null): string {
  return binding === null ? tier : `${tier} (bindings.${binding})`;
}

import { listQueued } from '../../delivery/inbox-store.ts';
import type { Command } from './command.ts';
import { model } from './model.ts';

/** Who answers here, with what, and what today has used. */
export const status: Command = (input, deps) => {
  const { sql, session } = input;
  const used = deps.budget.today(sql);
  const current = model({ ...input, argument: '' }, deps)?.reply.values?.['model'] ?? '';
  return {
    reply: {
      key: 'command.status',
      values: {
        agent: session.agent_id,
        model: current,
        messages: session.message_count,
        waiting: listQueued(sql, session.id).length,
        tokens: used.inputTokens + used.outputTokens,
        cost: `$${(used.costMicros / 1_000_000).toFixed(4)}`,
      },
    },
  };
};

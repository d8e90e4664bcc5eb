import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from 'zod';
import type { ApprovalRuleRow } from '../../shared/protocol/approvals.ts';
import type { ParamsOf } from '../../shared/protocol/contract.ts';
import { toClientError } from '../transport/client-error.ts';
import type { AppState } from './app-state.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';
import { undoMs } from './session-actions.ts';

/** A rule as it stands in the configuration, where it goes before the stored ones. */
export interface ConfigRule {
  readonly tool: string;
  readonly agent?: string | undefined;
  readonly channel?: string | undefined;
  readonly when?: Readonly<Record<string, string>> | undefined;
  readonly action: 'allow' | 'ask' | 'deny';
}

export type RuleWish = ParamsOf<'approval.rules.add'>;

export interface ApprovalRules {
  readonly stored: LiveRead<readonly ApprovalRuleRow[]>;
  readonly configured: LiveRead<readonly ConfigRule[]>;
  /** Rules that are about to be removed: they can still come back, but are not shown. */
  readonly hidden: StoreApi<{ readonly ids: ReadonlySet<string> }>;
  /** @throws ClientError */
  readonly add: (rule: RuleWish) => Promise<ApprovalRuleRow>;
  /**
   * Removes a rule after a while; until then the result brings it back as it was: made of "always"
   * it holds for one tool only.
   */
  readonly remove: (id: string, onFailure: (thrown: unknown) => void) => () => void;
}

/** Written by people: what can't be read is left out, the Config page tells of it. */
function readRules(config: unknown): readonly ConfigRule[] {
  const rule = z.looseObject({
    tool: z.string(),
    agent: z.string().optional(),
    channel: z.string().optional(),
    when: z.record(z.string(), z.string()).optional(),
    action: z.enum(['allow', 'ask', 'deny']),
  });
  const place = z.looseObject({
    tools: z.looseObject({ approvals: z.looseObject({ rules: z.array(z.unknown()) }) }),
  });
  const found = place.safeParse(config);
  if (!found.success) return [];
  return found.data.tools.approvals.rules.flatMap((one) => {
    const read = rule.safeParse(one);
    return read.success ? [read.data] : [];
  });
}

/** What is allowed, asked or denied before a tool is asked itself. */
export function createApprovalRules({
  client,
  deferred,
}: Pick<AppState, 'client' | 'deferred'>): ApprovalRules {
  const hidden = createStore<{ readonly ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));
  const hide = (id: string, isHidden: boolean): void =>
    hidden.setState(({ ids }) => {
      const next = new Set(ids);
      if (isHidden) next.add(id);
      else next.delete(id);
      return { ids: next };
    });
  const stored = createLiveRead(
    client,
    async () => (await client.request('approval.rules', {})).rules as readonly ApprovalRuleRow[],
    ['approval.rules.changed'],
  );
  // A closed question may have used a rule or made one; its count is read anew.
  client.on('approval.changed', ({ approval }) => {
    if (approval.state !== 'pending') void stored.refresh();
  });
  return {
    stored,
    configured: createLiveRead(
      client,
      async () => readRules((await client.request('config.get', {})).config),
      ['config.changed'],
    ),
    hidden,
    async add(rule) {
      const made = (await client.request('approval.rules.add', rule)).rule;
      await stored.refresh();
      return made;
    },
    remove(id, onFailure) {
      hide(id, true);
      const run = async (): Promise<void> => {
        try {
          await client.request('approval.rules.remove', { id });
        } catch (thrown) {
          hide(id, false);
          onFailure(toClientError(thrown));
        }
      };
      return deferred.add({ subject: `rule:${id}`, run, undo: () => hide(id, false) }, undoMs);
    },
  };
}

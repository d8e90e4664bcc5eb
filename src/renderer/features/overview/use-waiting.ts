import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../../state/app-context.ts';
import { brokenChannels } from '../../state/channels.ts';
import { listTasks, type OverviewTask } from '../../state/overview-tasks.ts';
import type { OverviewData } from '../../state/overview.ts';
import type { ApprovalRow } from '../../../shared/protocol/approvals.ts';
import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { PairingRequest } from '../../../shared/protocol/people.ts';

export interface Waiting {
  readonly approvals: readonly ApprovalRow[];
  readonly pairing: readonly PairingRequest[];
  readonly channels: readonly ChannelStatus[];
  readonly problems: readonly ConfigProblem[];
  readonly tasks: readonly OverviewTask[];
  /** How many things that are in all. */
  readonly count: number;
}

/** Everything that waits for somebody. */
export function useWaiting(overview: OverviewData): Waiting {
  const app = useApp();
  const approvals = useStore(app.approvals.store, (state) => state.pending);
  const pairing = useStore(app.people.store, (state) => state.pending);
  const channels = useStore(app.channels, useShallow(brokenChannels));
  const problems = useStore(app.gateway, (state) => state.configProblems);
  const tasks = listTasks(overview);
  const count =
    approvals.length +
    pairing.length +
    channels.length +
    tasks.length +
    (problems.length > 0 ? 1 : 0);
  return { approvals, pairing, channels, problems, tasks, count };
}

import { createMemory, type Memory } from '../memory/create-memory.ts';
import { createSchedules } from '../schedule/create-schedules.ts';
import type { Schedules } from '../schedule/schedules.ts';
import type { Approvals } from '../tools/approvals/approvals.ts';
import { createApprovals } from '../tools/approvals/create-approvals.ts';
import { findWorkspace } from '../tools/files/workspace-folder.ts';
import { createTools, type Tools, type ToolsDeps } from './create-tools.ts';
import { createMessagePath, type MessagePath, type MessagePathDeps } from './message-path.ts';

/** What agents answer with and act by: messages, tools, approvals, schedules, memory. */
export interface Acting {
  readonly path: MessagePath;
  readonly tools: Tools;
  readonly approvals: Approvals;
  readonly schedules: Schedules;
  readonly memory: Memory;
}

export type ActingDeps = Pick<
  MessagePathDeps,
  'db' | 'clock' | 'log' | 'events' | 'config' | 'models' | 'blobs' | 'nodes' | 'onSettled'
> &
  Pick<ToolsDeps, 'stateDir' | 'env' | 'systemInfo' | 'shared' | 'adapt'> &
  Pick<MessagePathDeps, 'budget' | 'names'>;

/** Puts them together; each asks for the others when it is used. */
export function createActing(deps: ActingDeps): Acting {
  const { db, clock, log, events, config, stateDir } = deps;
  const memory = createMemory(deps);
  const tools = createTools({ ...deps, memory, path: () => path, schedules: () => schedules });
  const approvals = createApprovals({
    ...{ db, clock, log, config, events },
    speakUp: () => path.speakUp,
  });
  const path = createMessagePath({
    ...deps,
    tools: tools.catalogue,
    gate: approvals,
    answers: approvals.chat,
    recall: memory,
    skillsPrompt: tools.skillsPrompt,
  });
  const configured = (id: string): string | undefined => config().agents[id]?.workspace;
  const schedules = createSchedules({
    ...{ db, clock, log, events, config },
    ...{ intake: path.intake, speakUp: path.speakUp, turnEnds: path.turnEnds },
    workspaceOf: (agentId) => findWorkspace({ stateDir, configured }, agentId),
  });
  return { path, tools, approvals, schedules, memory };
}

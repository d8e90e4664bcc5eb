import type { ParsedParamsOf } from '../../shared/protocol/contract.ts';
import type { SchedulePlan, ScheduleRow, ScheduleRunRow } from '../../shared/protocol/schedules.ts';
import type { ChatAddress } from '../delivery/speak-up.ts';
import type { MissedPolicy } from './schedule-store.ts';
import type { When } from './read-when.ts';

/** Who wants something of the schedules. */
export type Asker = PersonAsker | AgentAsker;

/** A person at the screen or the command line: the owner, who sees all of them. */
export interface PersonAsker {
  readonly kind: 'person';
}

/** An agent with its tool, for whoever it answers. */
export interface AgentAsker {
  readonly kind: 'agent';
  readonly agentId: string;
  /** Null where nobody is known, as in a group. */
  readonly personId: string | null;
  readonly isOwner: boolean;
  readonly sessionId: string;
  /** The channel whose list of tools counts. */
  readonly ruledBy: string;
  /** Where it was asked, with the conversation's key. */
  readonly chat: ChatAddress;
}

/** What is said of a schedule when it is made or changed. */
export interface ScheduleWish extends When {
  readonly name?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly say?: string | undefined;
  readonly prompt?: string | undefined;
  /** Where the result goes, as people write it; for an agent the chat it was asked in when absent. */
  readonly to?: string | undefined;
  readonly missed?: MissedPolicy | undefined;
  readonly enabled?: boolean | undefined;
  readonly agentId?: string | undefined;
}

export interface ScheduleStatus {
  readonly schedules: number;
  readonly active: number;
  readonly running: number;
  readonly waiting: number;
  readonly nextAt?: number;
}

/** Appointments: made by the config, by agents and by people, and kept whatever happens. */
export interface Schedules {
  /** Takes up what a crash left, does what was missed as the policies say, and waits for the rest. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The config took effect: its schedules and heartbeats are made true. */
  configChanged(): Promise<void>;
  list(filter: ParsedParamsOf<'cron.list'>, asker: Asker): ScheduleRow[];
  /** @throws AppError SCHEDULE_UNKNOWN, as all that take an id */
  get(
    id: string,
    asker: Asker,
    count?: number,
  ): Promise<{ schedule: ScheduleRow; upcoming: number[] }>;
  status(): ScheduleStatus;
  /**
   * When something would be due, for whoever fills in a form.
   * @throws AppError what is wrong with the wish, as `add` does
   */
  preview(
    wish: When & Pick<ScheduleWish, 'timeZone'>,
    count?: number,
  ): Promise<{ plan: SchedulePlan; timeZone: string; upcoming: number[] }>;
  /**
   * @param key the same key makes the same schedule once
   * @throws AppError SCHEDULE_LIMIT, SCHEDULE_CHAT_REFUSED, or what is wrong with the wish
   */
  add(wish: ScheduleWish, asker: Asker, key?: string): Promise<ScheduleRow>;
  /** @throws AppError SCHEDULE_FROM_CONFIG, or what is wrong with the wish */
  update(id: string, wish: ScheduleWish, asker: Asker): Promise<ScheduleRow>;
  remove(id: string, asker: Asker): Promise<ScheduleRow>;
  restore(id: string, asker: Asker): Promise<ScheduleRow>;
  /** Runs it now; resolves when that is on disk. */
  run(id: string, asker: Asker): Promise<ScheduleRunRow>;
  runs(filter: ParsedParamsOf<'cron.runs'>, asker: Asker): ScheduleRunRow[];
}

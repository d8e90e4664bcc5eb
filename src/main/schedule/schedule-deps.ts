import type { Config } from '../../shared/config/schema.ts';
import type { EndedTurn } from '../agents/turn-ends.ts';
import type { Accepted, Inbound } from '../delivery/intake.ts';
import type { SpeakUp } from '../delivery/speak-up.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';

/** What schedules need of the rest. */
export interface ScheduleDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventSink;
  readonly config: () => Config;
  readonly intake: { accept(inbound: readonly Inbound[]): Promise<Accepted[]> };
  readonly speakUp: SpeakUp;
  readonly turnEnds: { subscribe(listener: (ended: EndedTurn) => void): () => void };
  /** The folder an agent works in, where its HEARTBEAT.md lies. */
  readonly workspaceOf: (agentId: string) => string;
}

/** The zone of a schedule: its own, else the owner's, else the machine's. */
export function zoneOf(config: Config, own: string | null | undefined): string {
  return own ?? config.owner.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

import type { Config } from '../../../shared/config/schema.ts';
import type { SpeakUp } from '../../delivery/speak-up.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EventSink } from '../../platform/connection.ts';
import type { Logger } from '../../platform/log.ts';
import type { Database } from '../../storage/database.ts';

/** What the gate before every tool call works with. */
export interface ApprovalsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Config;
  readonly events: EventSink;
  /** Asked for when it is used: it is made after this. */
  readonly speakUp: () => SpeakUp;
}

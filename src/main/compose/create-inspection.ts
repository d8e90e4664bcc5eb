import type { Config } from '../../shared/config/schema.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import { createInspectMethods } from '../gateway/methods/inspect-methods.ts';
import { createOutboxMethods } from '../gateway/methods/outbox-methods.ts';
import { createStepInMethods } from '../gateway/methods/step-in-methods.ts';
import type { ReplayDeps } from '../agents/replay-turn.ts';
import type { ConfigService } from '../config/service-types.ts';
import type { ChannelBoardView } from '../gateway/methods/channel-methods.ts';
import type { EventSink } from '../platform/connection.ts';
import type { HeavyReads } from '../sessions/heavy-reads.ts';
import type { MessagePath } from './message-path.ts';

export interface InspectionDeps extends Omit<ReplayDeps, 'config' | 'budget'> {
  readonly events: EventSink;
  readonly path: MessagePath;
  readonly service: ConfigService;
  readonly channels: ChannelBoardView;
  readonly heavyReads: HeavyReads;
}

type Inspection = ReturnType<typeof createInspectMethods> &
  ReturnType<typeof createStepInMethods> &
  ReturnType<typeof createOutboxMethods>;

/** Looking into conversations, stepping into them, and what stuck on its way out. */
export function createInspection(deps: InspectionDeps): Inspection {
  const { db, clock, events, path, service, channels, heavyReads } = deps;
  const { engine, dispatcher, speakUp } = path;
  const config = (): Config => service.current().config;
  return {
    ...createInspectMethods({
      ...{ db, config, heavyReads },
      replay: (wanted) => replay(deps, wanted),
    }),
    ...createStepInMethods({
      ...{ db, clock, events, config, engine, speakUp },
      start: (begun) => engine.start(begun),
    }),
    ...createOutboxMethods({
      ...{ db, clock, dispatcher },
      announceChannel: (id) =>
        events.publish('channels.changed', { id, channel: channels.find(id) ?? null }),
    }),
  };
}

/** Loaded when somebody asks for it. */
async function replay(
  deps: InspectionDeps,
  wanted: ParsedParamsOf<'turns.replay'>,
): Promise<ResultOf<'turns.replay'>> {
  const { replayTurn } = await import('../agents/replay-turn.ts');
  const { db, clock, models, tools, blobs, service, path, skillsPrompt } = deps;
  const config = (): Config => service.current().config;
  const { budget } = path;
  return replayTurn({ db, clock, config, models, tools, blobs, budget, skillsPrompt }, wanted);
}

import { createBudgetKeeper, type BudgetKeeper } from '../agents/budget.ts';
import { createCommandRunner } from '../agents/commands/run-command.ts';
import { createPromptPaths } from '../agents/prompt-paths.ts';
import { createPromptTexts } from '../agents/prompt-texts.ts';
import type { TurnDeps } from '../agents/turn-context.ts';
import { createTurnEnds, type TurnEnds } from '../agents/turn-ends.ts';
import { createEngine, type Engine } from '../agents/engine.ts';
import type { Dispatcher } from '../delivery/dispatcher.ts';
import { createIntake, type Inbound, type Intake } from '../delivery/intake.ts';
import { createSpeakUp } from '../delivery/create-speak-up.ts';
import type { SpeakUp } from '../delivery/speak-up.ts';
import type { Speaker } from '../delivery/speaker.ts';
import type { Recall } from '../memory/memory.ts';
import type { BlobFiles } from '../platform/blob-files.ts';
import type { EventSink } from '../platform/connection.ts';
import type { ModelRegistry } from '../providers/model-registry-types.ts';
import { createRouter, type Router } from '../router/router.ts';
import { approveCode, createPeople, type Greet, type People } from '../sessions/people.ts';
import type { Sql } from '../storage/database.ts';
import type { ApprovalGate } from '../tools/approvals/approval-gate.ts';
import type { ChatAnswers } from '../tools/approvals/approvals.ts';
import type { ToolCatalogue } from '../tools/tool-catalogue-types.ts';
import { createDelivery, type DeliveryDeps } from './create-delivery.ts';

/** Opens the door again; what waited goes in as this function leaves it. */
export type Release = (change?: (inbound: Inbound) => Inbound) => void;

/** The parts a message passes, put together. */
export interface MessagePath {
  readonly intake: Intake;
  readonly dispatcher: Dispatcher;
  readonly speaker: Speaker;
  readonly speakUp: SpeakUp;
  readonly engine: Engine;
  readonly turnEnds: TurnEnds;
  readonly people: People;
  readonly budget: BudgetKeeper;
  router(): Router;
  /** Lets no message in until the result is called; those that come wait. */
  holdIntake(): Release;
  /** The configuration took effect: the next message is routed by it. */
  configChanged(): void;
}

export interface MessagePathDeps extends DeliveryDeps {
  readonly events: EventSink;
  readonly models: ModelRegistry;
  readonly tools: ToolCatalogue;
  readonly gate: ApprovalGate;
  /** Answers in chats to what the gate has asked. */
  readonly answers: ChatAnswers;
  readonly recall: Recall;
  readonly skillsPrompt: TurnDeps['skillsPrompt'];
  readonly blobs: BlobFiles;
  /** One that counts elsewhere; its own when absent. */
  readonly budget?: BudgetKeeper | undefined;
}

export function createMessagePath(deps: MessagePathDeps): MessagePath {
  const { db, clock, log, events, config } = deps;
  let router = createRouter(config());
  const budget =
    deps.budget ?? createBudgetKeeper({ clock, timeZone: () => config().owner.timeZone });

  const { dispatcher, speaker, liveReply } = createDelivery(deps);
  const turnEnds = createTurnEnds((error) => log.error('turn.listener-failed', { error }));
  const engine = createEngine({
    ...deps,
    turnEnds,
    budget,
    speaker,
    liveReply,
    prompts: createPromptPaths(),
    promptTexts: createPromptTexts(),
  });

  const greet: Greet = (sql, channel, chat) =>
    speaker.say(sql, { channel, chat }, { key: 'pairing.approved' });
  const runCommand = createCommandRunner({
    ...{ db, clock, events, config, budget, speaker },
    models: deps.models,
    answers: deps.answers,
    abort: (sessionId) => void engine.abort(sessionId),
    approve: (sql, code) => approveInChat(deps, sql, code, greet),
  });
  const door = createDoor();
  const openIntake = createIntake({
    db,
    clock,
    log,
    events,
    config,
    router: () => router,
    speaker,
    runCommand,
    turns: engine,
  });
  const intake: Intake = {
    accept: (inbound) => door.pass((changed) => openIntake.accept(inbound.map(changed))),
  };

  return {
    intake,
    holdIntake: () => door.hold(),
    dispatcher,
    speaker,
    speakUp: createSpeakUp({ db, clock, events, config, router: () => router, speaker }),
    engine,
    turnEnds,
    budget,
    people: createPeople({ db, clock, events, greet }),
    router: () => router,
    configChanged() {
      router = createRouter(config());
      engine.agentsChanged().catch((error: unknown) => log.error('turns.not-taken-up', { error }));
    },
  };
}

type Change = (inbound: Inbound) => Inbound;
const unchanged: Change = (inbound) => inbound;

/** What passes waits while somebody holds it, is changed by what they did, and costs nothing else. */
function createDoor(): {
  readonly pass: <T>(work: (changed: Change) => Promise<T>) => Promise<T>;
  readonly hold: () => Release;
} {
  let held: Promise<Change> | undefined;
  let holders = 0;
  return {
    pass: (work) => (held ? held.then(work) : work(unchanged)),
    hold() {
      const before = held;
      const mine = Promise.withResolvers<Change>();
      const both = Promise.all([before ?? unchanged, mine.promise]).then(
        ([first, second]): Change =>
          (inbound) =>
            second(first(inbound)),
      );
      held = both;
      holders += 1;
      return (change = unchanged) => {
        holders -= 1;
        // Whoever lets go last opens it: what comes after that is no longer changed by anybody.
        if (holders === 0) held = undefined;
        mine.resolve(change);
      };
    },
  };
}

function approveInChat(
  { clock, events }: MessagePathDeps,
  sql: Sql,
  code: string,
  greet: Greet,
): { name: string; after: () => void } | undefined {
  const approved = approveCode(sql, { code }, clock.now(), greet);
  if (!approved) return undefined;
  const after = (): void => {
    approved.greeted();
    events.publish('people.changed', { reason: 'approved' });
  };
  return { name: approved.person.name, after };
}

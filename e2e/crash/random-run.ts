import { createLedger, questionKinds, type Ledger } from './ledger.ts';
import { createRandom, type Random } from './random.ts';
import { startSystem, type System } from './system.ts';
import { createTelegramUser } from './telegram-user.ts';
import { later } from './until.ts';
import type { Verdict } from './verify.ts';
import { createWebUser } from './web-user.ts';

export interface RandomRunOptions {
  readonly kills: number;
  readonly seed: number;
  /** The messenger runs on a node that stays up when the gateway dies. */
  readonly isRemote?: boolean;
  /** Keeps the state directory also when all is well. */
  readonly isKept?: boolean;
}

export interface RandomRun {
  readonly verdict: Verdict;
  readonly killCount: number;
  readonly reconnects: number;
  readonly stateDir: string;
}

const webUsers = 4;
const telegramUsers = 4;
const settleMs = 120_000;

/**
 * Kills gateway and host at random moments while people ask by web and by Telegram, then lets
 * everything come to rest and verifies. Most ask one thing after the other; one person on each
 * side writes several messages at once, so that messages join running turns.
 */
export async function runRandomKills(options: RandomRunOptions): Promise<RandomRun> {
  const system = await startSystem({ isRemote: options.isRemote === true });
  const ledger = createLedger();
  let reconnects = 0;
  let isOver = false;
  let isKept = true;
  const hasEnded = (): boolean => isOver;
  try {
    const people = [
      ...Array.from({ length: webUsers }, (_, index) =>
        playWebUser(
          system,
          ledger,
          `${options.seed}-${index}`,
          index === 0,
          hasEnded,
          () => reconnects++,
        ),
      ),
      ...Array.from({ length: telegramUsers }, (_, index) =>
        playTelegramUser(
          system,
          ledger,
          createRandom(options.seed + 100 + index),
          index === 0,
          hasEnded,
        ),
      ),
    ];
    // A question that is never answered is found by the verifier, with its token.
    const everybody = Promise.allSettled(people);
    await Promise.race([everybody, killAll(system, options)]);
    isOver = true;
    await Promise.race([everybody, later(settleMs)]);
    const verdict = await system.finish(ledger.questions, settleMs);
    isKept = options.isKept === true || verdict.violations.length > 0;
    return { verdict, killCount: system.killCount, reconnects, stateDir: system.stateDir };
  } finally {
    isOver = true;
    await system.dispose(isKept);
  }
}

async function killAll(system: System, options: RandomRunOptions): Promise<void> {
  const random = createRandom(options.seed);
  let count = 0;
  while (count < options.kills) {
    await system.whenUp();
    // Long enough for most answers: a turn that is cut off 25 times in a row is given up.
    await later(random.int(20, 1_500));
    const victim = random.pick(['gateway', 'gateway', 'host', 'both'] as const);
    let killed = 0;
    if (victim !== 'gateway') killed += await system.killHosts();
    if (victim !== 'host') killed += await system.killGateway().then(() => 1);
    count += killed;
  }
}

async function playWebUser(
  system: System,
  ledger: Ledger,
  name: string,
  isHasty: boolean,
  hasEnded: () => boolean,
  onReconnect: () => void,
): Promise<void> {
  const random = createRandom(hash(name));
  const user = createWebUser({ whenUp: () => system.whenUp(), onReconnect });
  const place = `agent:assistant:crash-${name}`;
  while (!hasEnded()) {
    const count = isHasty ? random.int(1, 4) : 1;
    const questions = Array.from({ length: count }, () =>
      ledger.ask({ via: 'web', place, kind: random.pick(questionKinds), isAlone: !isHasty }),
    );
    await user.ask(place, questions);
  }
  user.close();
}

async function playTelegramUser(
  system: System,
  ledger: Ledger,
  random: Random,
  isHasty: boolean,
  hasEnded: () => boolean,
): Promise<void> {
  const user = await createTelegramUser(system.telegram);
  const place = String(user.chatId);
  while (!hasEnded()) {
    const count = isHasty ? random.int(1, 4) : 1;
    // Of several at once only the last can be told apart by its answer, so that one is an echo.
    const questions = Array.from({ length: count }, () => {
      const kind = isHasty ? 'echo' : random.pick(questionKinds);
      return ledger.ask({ via: 'telegram', place, kind, isAlone: !isHasty });
    });
    await user.ask(questions);
  }
}

function hash(text: string): number {
  return Buffer.from(text).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 7);
}

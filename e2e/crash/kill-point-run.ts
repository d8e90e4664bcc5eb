import type { KillPoint } from '../../src/main/platform/kill-points.ts';
import type { Protection } from '../../src/main/platform/protections.ts';
import { createLedger, questionKinds, type Question } from './ledger.ts';
import { startSystem, type System } from './system.ts';
import { createTelegramUser } from './telegram-user.ts';
import { later } from './until.ts';
import type { Verdict } from './verify.ts';
import { createWebUser } from './web-user.ts';

export interface KillPointRun {
  /** False: no process came by that point. */
  readonly isHit: boolean;
  readonly verdict: Verdict;
}

export interface KillPointOptions {
  /** The messenger runs on a node that stays up when the gateway dies. */
  readonly isRemote?: boolean;
  readonly disable?: Protection;
  /** Nobody asks by web, so that the first to come by the point is a message from Telegram. */
  readonly isTelegramOnly?: boolean;
  /** How long to wait for what a broken system will never do. */
  readonly patienceMs?: number;
}

const mostRounds = 4;

/**
 * Lets one person ask by Telegram and one by web, each a slow answer, one with a tool call and a
 * plain one, while a process dies at a named point. After a round in which nobody came by the
 * point, the gateway is killed as well: some points lie on the way that is taken when it is away.
 */
export async function runKillPoint(
  point: KillPoint,
  options: KillPointOptions = {},
): Promise<KillPointRun> {
  const patienceMs = options.patienceMs ?? 60_000;
  const { disable, isRemote = false } = options;
  const system = await startSystem({
    killPoint: point,
    isRemote,
    ...(disable ? { disable } : {}),
  });
  let isKept = true;
  try {
    const ledger = createLedger();
    const ask: Ask = (via, place, kind) => ledger.ask({ via, place, kind, isAlone: true });
    const rounds = await startRounds(system, ask, options.isTelegramOnly === true);
    const isHit = await askUntilHit(system, rounds.ask, patienceMs);
    // What comes after a crash must be answered as well as what came before.
    await Promise.race([rounds.ask(), later(patienceMs)]);
    rounds.end();
    const verdict = await system.finish(ledger.questions, patienceMs);
    isKept = verdict.violations.length > 0 && options.disable === undefined;
    return { isHit, verdict };
  } finally {
    await system.dispose(isKept);
  }
}

/** Rounds of questions until the point was hit; false when it never was. */
async function askUntilHit(
  system: System,
  ask: () => Promise<void>,
  patienceMs: number,
): Promise<boolean> {
  for (let round = 0; round < mostRounds; round++) {
    const answered = ask();
    if (round > 0) await system.killGateway();
    await Promise.race([answered, later(patienceMs)]);
    if (await system.isKillPointHit(500)) return true;
  }
  return false;
}

type Ask = (via: Question['via'], place: string, kind: Question['kind']) => Question;

async function startRounds(system: System, ask: Ask, isTelegramOnly: boolean) {
  const sessionKey = 'agent:assistant:crash';
  const web = createWebUser(system);
  const telegram = await createTelegramUser(system.telegram);
  const place = String(telegram.chatId);
  const askAll = async (): Promise<void> => {
    const byWeb = async (): Promise<void> => {
      for (const kind of questionKinds) await web.ask(sessionKey, [ask('web', sessionKey, kind)]);
    };
    const byTelegram = async (): Promise<void> => {
      for (const kind of questionKinds) await telegram.ask([ask('telegram', place, kind)]);
    };
    await Promise.all(isTelegramOnly ? [byTelegram()] : [byWeb(), byTelegram()]);
  };
  return {
    // A question that is never answered is found by the verifier, with its token.
    ask: () => askAll().catch(() => undefined),
    end: () => web.close(),
  };
}

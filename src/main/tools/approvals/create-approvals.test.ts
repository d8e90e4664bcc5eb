import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { GateVerdict } from './approval-gate.ts';
import type { Answer } from './close-question.ts';
import { createGateScene, shellTool, type GateScene } from './testing/gate-scene.ts';

let scene: GateScene;
beforeEach(() => void (scene = createGateScene()));
afterEach(() => scene.dispose());

const why = { reason: 'Run a program', always: { command: 'ls' } };
const answer = (changes: Partial<Answer> = {}): Answer => ({
  decision: 'allow',
  isAlways: false,
  by: 'Ann',
  via: 'client',
  ...changes,
});
const ask = (...[changes, context]: Parameters<GateScene['question']>): Promise<GateVerdict> =>
  scene.approvals.ask(scene.question(changes, context), why);
const atOnce = (...[changes, context]: Parameters<GateScene['question']>) =>
  scene.approvals.decideAtOnce(scene.question(changes, context));
const minutes = (count: number): number => count * 60_000;
const codeOf = (error: unknown): string => (error as AppError).code;

describe('what is decided at once', () => {
  const rules = (...list: object[]): object => ({ approvals: { rules: list } });

  it('is a rule of the config, the first that fits', () => {
    scene.toolsConfig = rules(
      { tool: 'shell', when: { command: 'rm*' }, action: 'deny' },
      { tool: 'sh*', agent: 'assistant', channel: 'telegram', action: 'allow' },
      { tool: 'shell', action: 'deny' },
    );
    expect(atOnce()).toBe('allowed');
    expect(atOnce({ args: { command: 'rm -rf /' } })).toBe('denied');
    expect(atOnce({}, { agentId: 'other' })).toBe('denied');
  });

  it('is nothing where a rule of the config says ask, also for a tool that never asks', () => {
    scene.toolsConfig = rules({ tool: 'shell', action: 'ask' });
    const tool = { ...shellTool, ask: () => undefined };
    expect(atOnce({ tool })).toBeUndefined();
  });

  it('is a stored rule, and one that denies goes before one that allows', async () => {
    const add = (action: 'allow' | 'deny', when = {}) =>
      scene.approvals.addRule({ tool: 'shell', isForOwner: false, when, exact: [], action }, 'Ann');
    await add('allow');
    expect(atOnce()).toBe('allowed');
    const deny = await add('deny', { command: 'l*' });
    expect(atOnce()).toBe('denied');
    await scene.approvals.removeRule(deny.id);
    expect(atOnce()).toBe('allowed');
    scene.toolsConfig = rules({ tool: 'shell', action: 'deny' });
    expect(atOnce()).toBe('denied');
  });

  it('is what the tool says, and to ask where it cannot say', () => {
    expect(atOnce({ tool: { ...shellTool, ask: () => undefined } })).toBe('allowed');
    const { ask: _, ...mute } = shellTool;
    expect(atOnce({ tool: { ...mute, asks: 'sometimes' } })).toBe('allowed');
    expect(atOnce({ tool: mute })).toBeUndefined();
    const broken = (): never => {
      throw new Error('broken');
    };
    expect(atOnce({ tool: { ...shellTool, ask: broken } })).toBeUndefined();
    expect(atOnce()).toBeUndefined();
  });

  it('is never a yes for a call that was cut off, whatever the rules allow', async () => {
    scene.toolsConfig = rules({ tool: 'shell', action: 'allow' });
    expect(atOnce({ occasion: 'again' })).toBeUndefined();
    scene.toolsConfig = {};
    const rule = { tool: 'shell', isForOwner: false, when: {}, exact: [] };
    await scene.approvals.addRule({ ...rule, action: 'allow' }, undefined);
    expect(atOnce({ occasion: 'again' })).toBeUndefined();
    await scene.approvals.addRule({ ...rule, action: 'deny' }, undefined);
    expect(atOnce({ occasion: 'again' })).toBe('denied');
  });
});

describe('a question', () => {
  it('is on disk before anybody hears of it, and waits for an answer', async () => {
    const verdict = ask();
    const waiting = await scene.waiting();
    expect(waiting).toMatchObject({
      state: 'pending',
      tool: 'shell',
      arguments: { command: 'ls' },
    });
    expect(scene.said).toMatchObject([
      { to: { chat: { id: '42' } }, isForModel: false, ref: `approval:${waiting.id}` },
    ]);
    expect(scene.said[0]?.buttons).toHaveLength(3);
    await scene.approvals.resolve(waiting.code.toLowerCase(), answer());
    expect(await verdict).toBe('allowed');
    expect(scene.approvals.get(waiting.id)).toMatchObject({
      ...{ state: 'allowed', decidedBy: 'Ann', decidedVia: 'client' },
    });
    expect(scene.rewritten).toMatchObject([{ ref: `approval:${waiting.id}` }]);
    expect(scene.told.map(({ event }) => event)).toEqual(['approval.changed', 'approval.changed']);
  });

  it('is asked in a chat of the owner when somebody else is answered', async () => {
    const verdict = ask({}, { isOwner: false });
    const { id } = await scene.waiting();
    expect(scene.said).toMatchObject([{ to: { chat: { id: '7' } } }]);
    expect(scene.said[0]?.text).toContain('agent:assistant:telegram:direct:42');
    await scene.approvals.resolve(id, answer({ decision: 'deny' }));
    expect(await verdict).toBe('denied');
  });

  it('waits for the interface when no chat can be reached', async () => {
    scene.canSpeak = false;
    const verdict = ask({}, { isOwner: false });
    const { id } = await scene.waiting();
    await scene.approvals.resolve(id, answer());
    expect(await verdict).toBe('allowed');
  });

  it('has one answer, the first, however many come at once', async () => {
    const verdict = ask();
    const { id } = await scene.waiting();
    const answers = await Promise.allSettled([
      scene.approvals.resolve(id, answer({ decision: 'deny' })),
      scene.approvals.resolve(id, answer()),
      scene.approvals.resolve(id, answer({ isAlways: true })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const late of answers.slice(1))
      expect(codeOf((late as PromiseRejectedResult).reason)).toBe('APPROVAL_DECIDED');
    expect(await verdict).toBe('denied');
    expect(scene.approvals.rules()).toEqual([]);
  });

  it('counts as denied when nobody answers in time', async () => {
    scene.toolsConfig = { approvals: { expireMinutes: 5 } };
    const verdict = ask();
    const { id } = await scene.waiting();
    await scene.clock.advance(minutes(5) - 1);
    expect(scene.approvals.get(id).state).toBe('pending');
    await scene.clock.advance(1);
    expect(await verdict).toBe('denied');
    expect(scene.approvals.get(id).state).toBe('expired');
    await expect(scene.approvals.resolve(id, answer())).rejects.toThrow('expired');
    expect(scene.rewritten[0]?.text).toContain('Nobody answered');
    expect(scene.clock.pendingCount).toBe(0);
  });

  it('is not answered by who comes in the moment it expires', async () => {
    const verdict = ask();
    const { id } = await scene.waiting();
    // The timer and the answer fall into one transaction, in either order.
    const expired = scene.clock.advance(minutes(60));
    const late = scene.approvals.resolve(id, answer());
    await expect(late).rejects.toMatchObject({ code: 'APPROVAL_DECIDED' });
    await expired;
    expect(await verdict).toBe('denied');
  });

  it('is withdrawn when its turn ends, and told so', async () => {
    const turn = new AbortController();
    const verdict = ask({}, { signal: turn.signal });
    const { id } = await scene.waiting();
    turn.abort(new AppError('TURN_ABORTED'));
    await expect(verdict).rejects.toMatchObject({ code: 'TURN_ABORTED' });
    expect(scene.approvals.get(id).state).toBe('withdrawn');
    expect(scene.rewritten).toHaveLength(1);
    await expect(scene.approvals.resolve(id, answer())).rejects.toMatchObject({
      code: 'APPROVAL_DECIDED',
    });
  });

  it('stays when the program stops', async () => {
    const turn = new AbortController();
    const verdict = ask({}, { signal: turn.signal });
    const { id } = await scene.waiting();
    turn.abort(new AppError('SHUTTING_DOWN'));
    await expect(verdict).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(scene.approvals.get(id).state).toBe('pending');
  });

  it('takes no answer when its turn is over', async () => {
    void ask();
    const { id } = await scene.waiting();
    scene.endTurn();
    await expect(scene.approvals.resolve(id, answer())).rejects.toThrow('withdrawn');
  });

  it('is followed by one line where its message cannot be changed', async () => {
    scene.canRewrite = false;
    const verdict = ask();
    const { id } = await scene.waiting();
    await scene.approvals.resolve(id, answer());
    await verdict;
    expect(scene.said.at(-1)?.text).toMatch(/^✅ Allowed.*$/);
    expect(scene.said).toHaveLength(2);
  });

  it('of others leaves room for those about calls of the owner', async () => {
    const others = { isOwner: false };
    const held = Array.from({ length: limits.approvals.pendingOfOthers }, (_, index) =>
      ask({ args: { command: `c${index}` } }, others),
    );
    await scene.waiting(limits.approvals.pendingOfOthers);
    expect(await ask({ args: { command: 'one more' } }, others)).toBe('denied');
    held.push(ask({ args: { command: 'mine' } }));
    await scene.waiting(limits.approvals.pendingOfOthers + 1);
    for (const { id } of scene.approvals.list())
      await scene.approvals.resolve(id, answer({ decision: 'deny' }));
    await Promise.all(held);
  });

  it('that would be one too many counts as denied', async () => {
    const held = Array.from({ length: limits.approvals.pending }, (_, index) =>
      ask({ call: { id: `call-${index}`, name: 'shell', arguments: {} } }),
    );
    await scene.waiting(held.length);
    const one = { call: { id: 'one-more', name: 'shell', arguments: {} } };
    expect(await ask(one)).toBe('denied');
    await scene.clock.advance(minutes(60));
    expect(new Set(await Promise.all(held))).toEqual(new Set(['denied']));
  });

  it('of before is found page by page, and there are not more than so many', async () => {
    for (const id of ['a', 'b', 'c']) {
      const verdict = ask({ call: { id, name: 'shell', arguments: {} } });
      await scene.approvals.resolve((await scene.waiting()).id, answer());
      await verdict;
      await scene.clock.advance(1);
    }
    const first = scene.approvals.history({ limit: 2 });
    expect(first.approvals.map(({ callId }) => callId)).toEqual(['c', 'b']);
    expect(first.hasMore).toBe(true);
    const second = scene.approvals.history({ limit: 2, before: first.approvals[1]?.id });
    expect(second.approvals.map(({ callId }) => callId)).toEqual(['a']);
    expect(second.hasMore).toBe(false);
  });
});

describe('after a crash', () => {
  it('the same question waits, and is not asked again', async () => {
    void ask();
    const { id, code } = await scene.waiting();
    scene = scene.crash();
    await scene.approvals.recover();
    expect(atOnce()).toBeUndefined();
    const verdict = ask();
    expect(await scene.waiting()).toMatchObject({ id, code });
    expect(scene.said).toEqual([]);
    await scene.approvals.resolve(code, answer());
    expect(await verdict).toBe('allowed');
  });

  it('an answer that came before anybody waited again counts', async () => {
    void ask();
    const { id } = await scene.waiting();
    scene = scene.crash();
    await scene.approvals.recover();
    await scene.approvals.resolve(id, answer());
    expect(atOnce()).toBe('allowed');
    expect(await ask()).toBe('allowed');
  });

  it('what expired meanwhile is closed, and what lost its turn', async () => {
    void ask();
    const { id } = await scene.waiting();
    const crashed = scene.crash();
    scene = crashed;
    await scene.clock.advance(minutes(61));
    await scene.approvals.recover();
    expect(scene.approvals.get(id).state).toBe('expired');
    expect(atOnce()).toBe('denied');
    void ask({ call: { id: 'other', name: 'shell', arguments: {} } });
    const other = await scene.waiting();
    scene = scene.crash();
    scene.endTurn();
    await scene.approvals.recover();
    expect(scene.approvals.get(other.id).state).toBe('withdrawn');
  });

  it('it expires by itself, also while no turn has come back', async () => {
    void ask();
    const { id } = await scene.waiting();
    scene = scene.crash();
    await scene.approvals.recover();
    await scene.clock.advance(minutes(60));
    expect(scene.approvals.get(id).state).toBe('expired');
  });

  it('a rule that came meanwhile takes the question back', async () => {
    void ask();
    const { id } = await scene.waiting();
    scene = scene.crash();
    await scene.approvals.recover();
    scene.toolsConfig = { approvals: { rules: [{ tool: 'shell', action: 'allow' }] } };
    expect(atOnce()).toBe('allowed');
    await scene.db.commit(() => undefined);
    expect(scene.approvals.get(id).state).toBe('withdrawn');
  });
});

describe('an answer', () => {
  async function allowOnce(...[changes, context]: Parameters<GateScene['question']>) {
    const verdict = ask(changes, context);
    const { id } = await scene.waiting();
    await scene.approvals.resolve(id, answer());
    expect(await verdict).toBe('allowed');
  }

  it('is for one call: not for other arguments under the same id', async () => {
    await allowOnce();
    expect(atOnce()).toBe('allowed');
    expect(atOnce({ args: { command: 'rm -rf /' } })).toBeUndefined();
    expect(atOnce({ occasion: 'again' })).toBeUndefined();
    expect(atOnce({ call: { id: 'call-2', name: 'shell', arguments: {} } })).toBeUndefined();
  });

  it('is used up once the call has begun: a second one asks, also with the same id', async () => {
    await allowOnce();
    await scene.beginCall('call-1');
    expect(atOnce()).toBeUndefined();
    const verdict = ask();
    const { id } = await scene.waiting();
    await scene.approvals.resolve(id, answer({ decision: 'deny' }));
    expect(await verdict).toBe('denied');
  });

  it('about a call that was cut off is used up by running it: cut off once more, it asks once more', async () => {
    await scene.beginCall('call-1');
    await scene.clock.advance(1);
    await allowOnce({ occasion: 'again' });
    expect(atOnce({ occasion: 'again' })).toBe('allowed');
    await scene.beginCall('call-1');
    expect(atOnce({ occasion: 'again' })).toBeUndefined();
  });
});

describe('"always"', () => {
  async function answerAlways(
    decision: 'allow' | 'deny',
    ...[changes, context]: Parameters<GateScene['question']>
  ) {
    const verdict = ask(changes, context);
    const { id } = await scene.waiting();
    const { rule } = await scene.approvals.resolve(id, answer({ decision, isAlways: true }));
    await verdict;
    return rule;
  }
  const next = { call: { id: 'call-2', name: 'shell', arguments: {} } };

  it('becomes a rule for what was asked and nothing else, and can be taken back', async () => {
    const rule = await answerAlways('allow');
    expect(rule).toMatchObject({
      ...{ tool: 'shell', agentId: 'assistant', channel: 'telegram', isForOwner: true },
      ...{ when: { command: 'ls' }, exact: ['command'], action: 'allow', createdBy: 'Ann' },
    });
    expect(atOnce(next)).toBe('allowed');
    for (const command of ['ls -la', 'ls\n', 'ls\nrm -rf /', ' ls', 'LS'])
      expect(atOnce({ ...next, args: { command } })).toBeUndefined();
    expect(atOnce(next, { agentId: 'other' })).toBeUndefined();
    expect(atOnce(next, { isOwner: false })).toBeUndefined();
    const web = { channel: 'web', chat: { kind: 'direct', id: 'main' } } as const;
    expect(atOnce(next, { chat: web })).toBeUndefined();
    await scene.db.commit(() => undefined);
    expect(scene.approvals.rules()).toMatchObject([{ useCount: 1 }]);
    await scene.approvals.removeRule(rule?.id ?? '');
    expect(atOnce(next)).toBeUndefined();
    await expect(scene.approvals.removeRule(rule?.id ?? '')).rejects.toMatchObject({
      code: 'APPROVAL_RULE_UNKNOWN',
    });
  });

  it('can also be a no', async () => {
    await answerAlways('deny');
    expect(atOnce(next)).toBe('denied');
    expect(atOnce({ ...next, args: { command: 'pwd' } })).toBeUndefined();
  });

  it('is no answer where it would not be looked at, or would mean more than was asked', async () => {
    const refused = async (): Promise<void> => {
      const { id } = await scene.waiting();
      await expect(scene.approvals.resolve(id, answer({ isAlways: true }))).rejects.toMatchObject({
        code: 'APPROVAL_NOT_ALWAYS',
      });
      expect(scene.said.at(-1)?.buttons).toHaveLength(2);
      await scene.approvals.resolve(id, answer());
    };
    void ask({ occasion: 'again' });
    await refused();
    scene.toolsConfig = { approvals: { askAboveCost: 1 } };
    void ask({ ...next, turnCostMicros: 2_000_000 });
    await refused();
    scene.toolsConfig = { approvals: { rules: [{ tool: 'shell', action: 'ask' }] } };
    void ask({ call: { id: 'call-3', name: 'shell', arguments: {} } });
    await refused();
  });

  it('has a bound', async () => {
    const rule = { tool: 'x', isForOwner: false, when: {}, exact: [], action: 'allow' } as const;
    await Promise.all(
      Array.from({ length: limits.approvals.rules }, () => scene.approvals.addRule(rule, '')),
    );
    await expect(scene.approvals.addRule(rule, '')).rejects.toMatchObject({
      code: 'APPROVAL_RULES_FULL',
    });
    const verdict = ask();
    const { id } = await scene.waiting();
    await expect(scene.approvals.resolve(id, answer({ isAlways: true }))).rejects.toMatchObject({
      code: 'APPROVAL_RULES_FULL',
    });
    await scene.approvals.resolve(id, answer());
    expect(await verdict).toBe('allowed');
  });
});

it('asks when a turn has cost too much, and after a yes only when it has cost as much again', async () => {
  scene.toolsConfig = { approvals: { askAboveCost: 1 } };
  const tool = { ...shellTool, ask: () => undefined };
  expect(atOnce({ tool, turnCostMicros: 999_999 })).toBe('allowed');
  expect(atOnce({ tool, turnCostMicros: 1_200_000 })).toBeUndefined();
  const verdict = scene.approvals.ask(scene.question({ tool, turnCostMicros: 1_200_000 }), {
    reason: '',
  });
  const { id, reason } = await scene.waiting();
  expect(reason).toContain('$1.2000');
  await scene.approvals.resolve(id, answer());
  await verdict;
  const later = (turnCostMicros: number) =>
    atOnce({ tool, turnCostMicros, call: { id: 'call-2', name: 'shell', arguments: {} } });
  expect(later(2_199_999)).toBe('allowed');
  expect(later(2_200_000)).toBeUndefined();
});

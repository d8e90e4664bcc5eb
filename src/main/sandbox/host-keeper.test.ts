import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { silentLog } from '../platform/log.ts';
import { createSandbox } from './create-sandbox.ts';
import type { Sandbox, SandboxJob, SandboxResult } from './sandbox.ts';

const never = new AbortController().signal;
/**
 * Faster, for what a process that misbehaves is waited for; a second is left for one to start in,
 * which a good one needs on a busy machine.
 */
const quickClock: Clock = {
  ...systemClock,
  after: (delayMs, callback, options) => systemClock.after(delayMs / 15, callback, options),
};

/** A process that says what `onRun` makes of the order of a run. */
function fakeHost(onRun: string, isReady = true): readonly string[] {
  const program = `
    const send = (frame) => { const body = Buffer.from(JSON.stringify(frame)); const head = Buffer.alloc(4); head.writeUInt32BE(body.length); process.stdout.write(Buffer.concat([head, body])); };
    let held = Buffer.alloc(0);
    process.stdin.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      while (held.length >= 4 && held.length >= 4 + held.readUInt32BE()) {
        const size = held.readUInt32BE();
        const order = JSON.parse(held.subarray(4, 4 + size));
        held = held.subarray(4 + size);
        if (order.kind === 'ask' && !globalThis.isSilent) send({ kind: 'alive', ask: order.ask });
        if (order.kind === 'run') { const id = order.id; const done = (json) => { send({ kind: 'done', id, durationMs: 1, json }); send({ kind: 'cleared', id, residentBytes: 5e7 }); }; ${onRun} }
      }
    });
    ${isReady ? "send({ kind: 'ready' });" : ''}
  `;
  return ['-e', program];
}

let sandbox: Sandbox;
afterEach(() => sandbox.close());

/** The processes that are started, one after the other; the last again and again. */
function start(clock: Clock, ...hosts: (readonly string[])[]): { starts: () => number } {
  let starts = 0;
  sandbox = createSandbox({
    clock,
    log: silentLog,
    command() {
      const args = hosts[Math.min(starts, hosts.length - 1)] ?? [];
      starts += 1;
      return { execPath: process.execPath, args };
    },
  });
  return { starts: () => starts };
}

function run(job: Partial<SandboxJob> = {}): Promise<SandboxResult> {
  const basics = { code: '1', language: 'javascript', timeoutMs: 60_000, memoryMb: 16 } as const;
  return sandbox.run({ ...basics, ...job }, never);
}

const codeOf = async (result: Promise<SandboxResult>): Promise<string> => {
  const settled = await result;
  return settled.isOk ? `fine: ${JSON.stringify(settled.value)}` : settled.error.code;
};
const good = fakeHost(`done('"good"')`);

/** A host function that lets the test know it was called. */
function noting(reached: PromiseWithResolvers<undefined>) {
  return () => {
    reached.resolve(undefined);
    return Promise.resolve();
  };
}

describe('a sandbox process that misbehaves is ended, and the next one serves', () => {
  it.each([
    ['says what is no report', `send({ kind: 'nonsense' })`],
    ['says more than it may', `process.stdout.write(Buffer.from([255, 255, 255, 255]))`],
    ['says what is no JSON', `process.stdout.write(Buffer.from([0, 0, 0, 1, 123]))`],
    ['ends', `process.exit(3)`],
    ['crashes', `process.kill(process.pid, 'SIGSEGV')`],
    ['loses a run', `send({ kind: 'cleared', id, residentBytes: 1 })`],
    [
      'writes more lines than a run may',
      `for (let i = 0; i < 2000; i++) send({ kind: 'log', id, text: 'x' })`,
    ],
    [
      'calls more at once than a run may',
      `for (let call = 0; call < 100; call++) send({ kind: 'call', id, call, name: 'wait', json: 'null' })`,
    ],
    [
      'gives one number to two calls',
      `for (const call of [1, 1]) send({ kind: 'call', id, call, name: 'wait', json: 'null' })`,
    ],
  ])('when it %s', async (_what, onRun) => {
    const { starts } = start(systemClock, fakeHost(onRun), good);
    const host = { wait: () => new Promise(() => undefined) };
    expect(await codeOf(run({ host }))).toBe('SANDBOX_CRASHED');
    expect(await codeOf(run())).toBe('fine: "good"');
    expect(starts()).toBe(2);
  });

  it('when it does not answer any more', async () => {
    start(quickClock, fakeHost('globalThis.isSilent = true'), good);
    expect(await codeOf(run())).toBe('SANDBOX_CRASHED');
    expect(await codeOf(run())).toBe('fine: "good"');
  });

  it('when it answers, but does not end a run in time', async () => {
    start(quickClock, fakeHost(`send({ kind: 'started', id })`), good);
    expect(await codeOf(run({ timeoutMs: 100 }))).toBe('SANDBOX_TIMED_OUT');
    expect(await codeOf(run())).toBe('fine: "good"');
  });

  it('when it never comes up', async () => {
    start(quickClock, fakeHost('', false), good);
    expect(await codeOf(run())).toBe('SANDBOX_UNAVAILABLE');
    expect(await codeOf(run())).toBe('fine: "good"');
  });

  it('when it cannot load its engine, with the reason', async () => {
    start(systemClock, ['-e', "throw new Error('No native build was found')"], good);
    const result = await run();
    expect(result).toMatchObject({ isOk: false, error: { code: 'SANDBOX_UNAVAILABLE' } });
    if (!result.isOk) expect(result.error.message).toContain('No native build was found');
    expect(await codeOf(run())).toBe('fine: "good"');
  });

  it('when it was given up and does not end the run', async () => {
    const told = fakeHost(
      `send({ kind: 'started', id }); send({ kind: 'call', id, call: 1, name: 'here', json: '1' })`,
    );
    start(quickClock, told, good);
    const control = new AbortController();
    const reached = Promise.withResolvers<undefined>();
    const job = { code: '1', language: 'javascript', timeoutMs: 1e9, memoryMb: 16 } as const;
    const host = { here: noting(reached) };
    const given = sandbox.run({ ...job, host }, control.signal);
    await reached.promise;
    control.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    await expect.poll(() => codeOf(run({ timeoutMs: 1e9 }))).toBe('fine: "good"');
  });
});

describe('a sandbox process is replaced', () => {
  it('when it says that it is worn, and after that its runs may end', async () => {
    const worn = fakeHost(
      `if (id === 1) { send({ kind: 'started', id }); send({ kind: 'worn', reason: 'old' }); setTimeout(() => done('"late"'), 300); } else done('"old"')`,
    );
    const { starts } = start(systemClock, worn, good);
    const first = run();
    await expect.poll(() => codeOf(run())).toBe('fine: "good"');
    expect(await codeOf(first)).toBe('fine: "late"');
    expect(starts()).toBe(2);
  });

  it('when it has grown', async () => {
    const grown = fakeHost(
      `send({ kind: 'done', id, durationMs: 1, json: '"' + id + '"' }); send({ kind: 'cleared', id, residentBytes: id * 1.5e8 })`,
    );
    const { starts } = start(systemClock, grown, good);
    expect(await codeOf(run())).toBe('fine: "1"');
    expect(await codeOf(run())).toBe('fine: "2"');
    await expect.poll(() => codeOf(run())).toBe('fine: "3"');
    await expect.poll(() => codeOf(run())).toBe('fine: "good"');
    expect(starts()).toBe(2);
  });

  it('after so many runs', async () => {
    const { starts } = start(systemClock, good);
    for (let i = 0; i <= limits.sandbox.runsPerProcess; i++) await run();
    expect(starts()).toBe(2);
  });
});

describe('what waits', () => {
  it('is bounded', async () => {
    start(systemClock, fakeHost(`send({ kind: 'started', id })`));
    const { parallelRuns, queuedRuns } = limits.sandbox;
    const control = new AbortController();
    const job = { code: '1', language: 'javascript', timeoutMs: 60_000, memoryMb: 16 } as const;
    const all = Array.from({ length: queuedRuns }, () => sandbox.run(job, control.signal));
    const settled = Promise.allSettled(all);
    expect(await codeOf(run())).toBe('SANDBOX_BUSY');
    expect(parallelRuns).toBeLessThan(queuedRuns);
    control.abort(new Error('enough'));
    expect((await settled).every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('gets in as far as memory is left', async () => {
    const slow = fakeHost(
      `send({ kind: 'started', id }); send({ kind: 'call', id, call: 1, name: 'here', json: '1' })`,
    );
    start(systemClock, slow);
    const here: string[] = [];
    const control = new AbortController();
    const begin = (name: string, memoryMb: number) => {
      const host = { here: () => Promise.resolve(void here.push(name)) };
      const job = { code: '1', language: 'javascript', timeoutMs: 60_000, host } as const;
      return sandbox.run({ ...job, memoryMb }, control.signal).catch(() => undefined);
    };
    const all = [begin('large', limits.sandbox.reservedMemoryMb), begin('small', 16)];
    await expect.poll(() => here).toEqual(['large']);
    await sandbox.close();
    control.abort(new Error('enough'));
    await Promise.all(all);
    expect(here).toEqual(['large']);
  });
});

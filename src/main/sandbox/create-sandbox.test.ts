import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { silentLog } from '../platform/log.ts';
import { createSandbox } from './create-sandbox.ts';
import { findHostCommand } from './host-command.ts';
import type { Sandbox, SandboxJob, SandboxResult } from './sandbox.ts';

const never = new AbortController().signal;
let sandbox: Sandbox;

function run(code: string, job: Partial<SandboxJob> = {}): Promise<SandboxResult> {
  const basics = { language: 'javascript', timeoutMs: 10_000, memoryMb: 16 } as const;
  return sandbox.run({ ...basics, code, ...job }, never);
}

async function valueOf(code: string, job: Partial<SandboxJob> = {}): Promise<unknown> {
  const result = await run(code, job);
  if (!result.isOk) throw result.error;
  return result.value;
}

async function errorOf(code: string, job: Partial<SandboxJob> = {}): Promise<AppError> {
  const result = await run(code, job);
  if (result.isOk) throw new Error(`it is fine: ${JSON.stringify(result.value)}`);
  return result.error;
}

beforeAll(() => {
  sandbox = createSandbox({ clock: systemClock, log: silentLog });
});
afterAll(() => sandbox.close());

/** A host function that lets the test know it was called. */
function noting(reached: PromiseWithResolvers<undefined>) {
  return () => {
    reached.resolve(undefined);
    return Promise.resolve();
  };
}

describe('the value of code', () => {
  it.each<[string, unknown]>([
    ['1 + 1', 2],
    ['return 3', 3],
    ['const a = await Promise.resolve(2)\na * 2', 4],
    ['if (true) return "early"; "late"', 'early'],
    ['let a = 1;', undefined],
    ['undefined', undefined],
    ['null', null],
    ['[1, undefined, null]', [1, null, null]],
    ['({ a: undefined, b: 1 })', { b: 1 }],
    ['[0 / 0, 1 / 0, -0]', ['NaN', 'Infinity', 0]],
    ['2n ** 70n', '1180591620717411303424'],
    ['new Date(0)', '1970-01-01T00:00:00.000Z'],
    ['new Date(NaN)', 'Invalid Date'],
    ['new Map([["a", 1], ["b", new Set([2])]])', { a: 1, b: [2] }],
    ['new Map([[1, 2]])', [[1, 2]]],
    ['new Uint8Array([1, 2])', [1, 2]],
    ['/a+/g', '/a+/g'],
    ['new TypeError("x")', { name: 'TypeError', message: 'x' }],
    ['({ toJSON: () => ({ a: 1 }) })', { a: 1 }],
    ['const one = {}; [one, one]', [{}, {}]],
    ['class P { constructor() { this.x = 1 } get y() { return 2 } } new P()', { x: 1 }],
    ['({ get a() { return 5 } })', { a: 5 }],
    ['Promise.resolve({ a: Promise })', 'refused'],
  ])('%s', async (code, value) => {
    if (value === 'refused') expect((await errorOf(code)).code).toBe('SANDBOX_RESULT_INVALID');
    else expect(await valueOf(code)).toEqual(value);
  });

  it.each([
    ['() => 1', 'the value is a function'],
    ['({ a: [1, { b: Symbol("x") }] })', 'the value at a.1.b is a symbol'],
    ['const a = { b: {} }; a.b.c = a; a', 'the value at b.c contains itself'],
    ['[Promise.resolve(1)]', 'the value at 0 is a promise; await it'],
    ['let a = 1; for (let i = 0; i < 1000; i++) a = [a]; a', 'is nested too deeply'],
    ['"x".repeat(5e6)', 'is larger than'],
  ])('%s is refused with its place', async (code, reason) => {
    const error = await errorOf(code, { memoryMb: 64 });
    expect(error.code).toBe('SANDBOX_RESULT_INVALID');
    expect(error.message).toContain(reason);
  });

  it('is asked for by name in a module, with its input', async () => {
    const code =
      'const twice = (n) => n * 2;\nexport async function main({ n }) { return twice(n) }';
    expect(await valueOf(code, { call: 'main', input: { n: 4 } })).toBe(8);
    expect(await valueOf('export default (input) => input', { call: 'default', input: 1 })).toBe(1);
  });

  it('may be TypeScript', async () => {
    const language = 'typescript';
    expect(await valueOf('const a: number = 1; a as number', { language })).toBe(1);
    const module = 'interface A { n: number }\nexport const f = (a: A): number => a.n;';
    expect(await valueOf(module, { language, call: 'f', input: { n: 3 } })).toBe(3);
  });
});

describe('what code has', () => {
  it('is its input, copied', async () => {
    const input = { list: [1] };
    expect(await valueOf('input.list.push(2); input', { input })).toEqual({ list: [1, 2] });
    expect(input).toEqual({ list: [1] });
  });

  it.each<[string, unknown]>([
    ['new TextDecoder().decode(new TextEncoder().encode("aä€😀\\ud800"))', 'aä€😀\ufffd'],
    ['atob(btoa("\\x00ab\\xff")) === "\\x00ab\\xff"', true],
    ['btoa("héllo")', Buffer.from('héllo', 'latin1').toString('base64')],
    ['new URL("../b?x=1#y", "https://a.b/c/d").href', 'https://a.b/b?x=1#y'],
    [
      'const u = new URL("http://a/?b=1"); u.searchParams.set("b", "ü &"); u.pathname = "/p"; u.href',
      'http://a/p?b=%C3%BC+%26',
    ],
    ['URL.canParse("nothing")', false],
    ['[...new URLSearchParams("a=1&a=2&b=+c%20")].join("|")', 'a,1|a,2|b, c '],
    [
      'const a = { m: new Map([[1, { d: new Date(5) }]]) }; a.self = a; const b = structuredClone(a); [b.self === b, b.m.get(1).d.getTime(), b.m !== a.m]',
      [true, 5, true],
    ],
    ['await new Promise((done) => setTimeout(done, 1, "later"))', 'later'],
    [
      'let n = 0; await new Promise((done) => { const t = setInterval(() => { if (++n === 3) { clearInterval(t); done() } }, 1) }); n',
      3,
    ],
    ['/^[0-9a-f-]{36}$/.test(crypto.randomUUID())', true],
    ['new Set(crypto.getRandomValues(new Uint8Array(64))).size > 8', true],
    ['await new Promise((done) => queueMicrotask(() => done(1)))', 1],
    [
      '[typeof require, typeof process, typeof fetch, typeof SharedArrayBuffer, typeof WebAssembly, typeof Atomics]',
      Array(6).fill('undefined'),
    ],
    ['Object.keys(globalThis)', []],
    ['new Intl.NumberFormat("de").format(1234.5)', '1.234,5'],
  ])('%s', async (code, value) => {
    expect(await valueOf(code)).toEqual(value);
  });

  it('is nothing of what others left', async () => {
    await run('globalThis.left = 1; Object.prototype.left = 2; Array.prototype.map = null');
    expect(await valueOf('[typeof left, typeof ({}).left, typeof [].map]')).toEqual([
      'undefined',
      'undefined',
      'function',
    ]);
  });
});

describe('the console', () => {
  it('is shown line by line', async () => {
    const { logs } = await run(
      'console.log("a", 1, { b: [true, null] }); console.warn(new Map([["k", "v"]])); console.error(new Error("bad")); const c = {}; c.c = c; console.log(c, () => 1, Symbol("s"), 5n)',
    );
    expect(logs).toEqual([
      'a 1 { b: [true, null] }',
      'warning: Map(1) {"k" => "v"}',
      'error: Error: bad',
      '{ c: [circular] } [function ] Symbol(s) 5n',
    ]);
  });

  it('is there also when the code fails or takes too long', async () => {
    expect((await run('console.log("before"); throw 1')).logs).toEqual(['before']);
    expect((await run('console.log("before"); for (;;);', { timeoutMs: 100 })).logs).toEqual([
      'before',
    ]);
  });

  it('ends with a word when there is too much', async () => {
    const { logs, isOk } = await run('for (let i = 0; i < 5000; i++) console.log(i); 1');
    expect(isOk).toBe(true);
    expect(logs).toHaveLength(limits.sandbox.logLines + 1);
    expect(logs.at(-1)).toBe('[Further output was left out.]');
  });
});

describe('what goes wrong', () => {
  it.each([
    ['const a = 1;\n  a.b.c', 'SANDBOX_CODE_FAILED', /TypeError: .*\(line 2, column 7\)/, 2, 7],
    [
      'f()\nfunction f() {\n  throw new RangeError("no") }',
      'SANDBOX_CODE_FAILED',
      /RangeError: no \(line 3, column 9\)/,
      3,
      9,
    ],
    ['let a = 1;\nlet = ;', 'SANDBOX_CODE_INVALID', /\(line 2/, 2, undefined],
    ['throw "words"', 'SANDBOX_CODE_FAILED', /: words$/, undefined, undefined],
    ['throw { a: 1 }', 'SANDBOX_CODE_FAILED', /: \{ a: 1 \}$/, undefined, undefined],
    ['await import("fs")', 'SANDBOX_CODE_FAILED', /Not supported/, 1, undefined],
  ])('in %j has words and a place', async (code, kind, words, line, column) => {
    const error = await errorOf(code);
    expect(error.code).toBe(kind);
    expect(error.message).toMatch(words);
    expect(error.place?.line).toBe(line);
    if (column !== undefined) expect(error.place?.column).toBe(column);
    expect(error.message).not.toContain('/');
  });

  it('in a module is told as well', async () => {
    expect(await errorOf('export const a = 1', { call: 'main' })).toMatchObject({
      code: 'SANDBOX_FUNCTION_MISSING',
    });
    expect(await errorOf('export const main = 1', { call: 'main' })).toMatchObject({
      code: 'SANDBOX_FUNCTION_MISSING',
    });
    expect(
      await errorOf('import fs from "fs";\nexport const main = () => 1', { call: 'main' }),
    ).toMatchObject({ code: 'SANDBOX_CODE_FAILED' });
    expect((await errorOf('null.x;\nexport const main = () => 1', { call: 'main' })).place).toEqual(
      {
        line: 1,
        column: 6,
      },
    );
  });

  it('with too much text is said before anything runs', async () => {
    const { codeChars, dataChars } = limits.sandbox;
    expect((await errorOf(' '.repeat(codeChars + 1))).code).toBe('SANDBOX_CODE_TOO_LARGE');
    expect((await errorOf('1', { input: 'x'.repeat(dataChars) })).code).toBe(
      'SANDBOX_CODE_TOO_LARGE',
    );
  });

  it('with time says where the code was', async () => {
    const error = await errorOf('let a = 0;\nfor (;;)\n  a++;', { timeoutMs: 150 });
    expect(error.code).toBe('SANDBOX_TIMED_OUT');
    expect(error.message).toContain('0.15 seconds');
    expect(await errorOf('await new Promise(() => {})', { timeoutMs: 150 })).toMatchObject({
      code: 'SANDBOX_TIMED_OUT',
    });
  });

  it('with memory is told from other failures', async () => {
    const error = await errorOf('const a = []; for (;;) a.push(new Array(1000).fill({}))');
    expect(error.code).toBe('SANDBOX_OUT_OF_MEMORY');
    expect(error.message).toContain('16 MB');
  });

  it('may be caught by the code itself, except for the end', async () => {
    const code = 'for (;;) { try { for (;;); } catch {} finally { continue; } }';
    expect((await errorOf(code, { timeoutMs: 100 })).code).toBe('SANDBOX_TIMED_OUT');
  });

  it('is not believed when the code only says so', async () => {
    const code = 'const e = new Error("Script execution timed out."); throw e';
    expect((await errorOf(code)).code).toBe('SANDBOX_CODE_FAILED');
    const rejected =
      'Promise.reject(new Error("Script execution timed out.")); await new Promise((d) => setTimeout(d, 5)); 1';
    expect(await valueOf(rejected)).toBe(1);
  });
});

describe('host functions', () => {
  it('get plain data and give plain data', async () => {
    const seen: unknown[] = [];
    const host = {
      add(args: unknown) {
        seen.push(args);
        return Promise.resolve({ sum: 3, gone: undefined });
      },
      nothing: () => Promise.resolve(undefined),
    };
    const code =
      'const none = await host.nothing(); [await host.add({ a: 1, b: new Date(0) }), none, Object.isFrozen(host), Object.keys(host)]';
    expect(await valueOf(code, { host })).toEqual([{ sum: 3 }, null, true, ['add', 'nothing']]);
    expect(seen).toEqual([{ a: 1, b: '1970-01-01T00:00:00.000Z' }]);
  });

  it('tell our errors with their code, and nothing of others', async () => {
    const host = {
      ours: () => Promise.reject(new AppError('TOOL_UNKNOWN', { tool: 'x', known: 'none' })),
      theirs: () => Promise.reject(new Error('ENOENT /etc/shadow')),
    };
    const code =
      'const say = async (f) => { try { await f() } catch (e) { return [e.name, e.code, e.message] } }; [await say(host.ours), await say(host.theirs)]';
    const [ours, theirs] = (await valueOf(code, { host })) as string[][];
    expect(ours?.slice(0, 2)).toEqual(['HostError', 'TOOL_UNKNOWN']);
    expect(theirs).toEqual(['HostError', 'INTERNAL', '"theirs" failed.']);
  });

  it('end with their run', async () => {
    const ended = Promise.withResolvers<string>();
    const host = {
      wait: (_args: unknown, signal: AbortSignal) =>
        new Promise(() => signal.addEventListener('abort', () => ended.resolve('ended'))),
    };
    expect(await valueOf('void host.wait(); 1', { host })).toBe(1);
    expect(await ended.promise).toBe('ended');
  });

  it('are only those that were granted', async () => {
    const host = { a: () => Promise.resolve(1) };
    expect((await errorOf('host.b()', { host })).message).toContain('not a function');
    expect(await valueOf('try { host.b = () => 1 } catch {}; typeof host.b', { host })).toBe(
      'undefined',
    );
  });
});

describe('runs beside each other', () => {
  it('do not wait for one that spins', async () => {
    const spinning = run('for (;;);', { timeoutMs: 1_500 });
    let isOver = false;
    void spinning.then(() => (isOver = true));
    expect(await valueOf('1 + 1')).toBe(2);
    expect(isOver).toBe(false);
    expect((await spinning).isOk).toBe(false);
  });

  it('are a hundred at once', async () => {
    const values = await Promise.all(Array.from({ length: 100 }, (_, i) => valueOf(`${i} * 2`)));
    expect(values).toEqual(Array.from({ length: 100 }, (_, i) => i * 2));
  });

  it('go on when one is given up', async () => {
    const control = new AbortController();
    const reached = Promise.withResolvers<undefined>();
    const host = { here: noting(reached) };
    const job = { code: 'await host.here(); for (;;);', language: 'javascript', host } as const;
    const given = sandbox.run({ ...job, timeoutMs: 20_000, memoryMb: 16 }, control.signal);
    const other = run('await new Promise((done) => setTimeout(done, 200)); "fine"');
    await reached.promise;
    control.abort(new Error('enough'));
    await expect(given).rejects.toThrow('enough');
    expect(await other).toMatchObject({ isOk: true, value: 'fine' });
  });

  it('fail when one takes the process down, and only they', async () => {
    const reached = Promise.withResolvers<undefined>();
    const host = { here: noting(reached) };
    const victim = run('await host.here(); await new Promise(() => {})', { host });
    await reached.promise;
    // Takes memory in one step that the engine does not ask for.
    const killer = await errorOf('Array.prototype.sort.call({ length: 2 ** 32 }, () => 1)');
    expect(killer.code).toBe('SANDBOX_CRASHED');
    expect(await victim).toMatchObject({ isOk: false, error: { code: 'SANDBOX_CRASHED' } });
    expect(await valueOf('1')).toBe(1);
  });

  it('end in peace when a thread is lost to another', async () => {
    const other = run('await new Promise((done) => setTimeout(done, 1_500)); "fine"');
    const stuck = await errorOf('new Array(2 ** 32 - 2).indexOf(5)', { timeoutMs: 100 });
    expect(stuck.code).toBe('SANDBOX_TIMED_OUT');
    expect(await valueOf('1')).toBe(1);
    expect(await other).toMatchObject({ isOk: true, value: 'fine' });
  });
});

describe('the process', () => {
  let own: Sandbox | undefined;
  afterEach(() => own?.close());

  it('starts with the first run, goes when it is idle, and comes again', async () => {
    let starts = 0;
    const idleWaits: (() => void)[] = [];
    const clock: Clock = {
      ...systemClock,
      after(delayMs, callback, options) {
        if (delayMs !== limits.sandbox.idleMs) return systemClock.after(delayMs, callback, options);
        idleWaits.push(callback);
        return { cancel: () => void idleWaits.splice(idleWaits.indexOf(callback), 1) };
      },
    };
    const command = () => {
      starts += 1;
      return findHostCommand();
    };
    own = createSandbox({ clock, log: silentLog, command });
    const job = { code: '1', language: 'javascript', timeoutMs: 5_000, memoryMb: 16 } as const;
    expect(starts).toBe(0);
    await own.run(job, never);
    await own.run(job, never);
    expect(starts).toBe(1);
    await expect.poll(() => idleWaits.length).toBe(1);
    idleWaits[0]?.();
    await own.run(job, never);
    expect(starts).toBe(2);
  });

  it('that cannot be started is said with its reason', async () => {
    const command = () => ({ execPath: '/nowhere/node', args: [] });
    own = createSandbox({ clock: systemClock, log: silentLog, command });
    const job = { code: '1', language: 'javascript', timeoutMs: 5_000, memoryMb: 16 } as const;
    const result = await own.run(job, never);
    expect(result).toMatchObject({ isOk: false, error: { code: 'SANDBOX_UNAVAILABLE' } });
  });

  it('takes nothing after the close', async () => {
    own = createSandbox({ clock: systemClock, log: silentLog });
    const job = { language: 'javascript', timeoutMs: 20_000, memoryMb: 16 } as const;
    const going = own.run({ ...job, code: 'await new Promise(() => {})' }, never);
    await own.run({ ...job, code: '1' }, never);
    await own.close();
    expect((await going).isOk).toBe(false);
    expect(await own.run({ ...job, code: '1' }, never)).toMatchObject({
      error: { code: 'SANDBOX_CLOSED' },
    });
  });
});

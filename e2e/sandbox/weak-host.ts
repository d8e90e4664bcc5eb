// A sandbox as it must not be: node:vm in the process that has something to lose, no limits, things
// handed over as they are. The attacks must succeed on it; else they would prove nothing elsewhere.
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import vm from 'node:vm';
import { prelude, type Attack } from './attacks/attack.ts';
import { mergeCarelessly, takePollution } from './naive-merge.ts';

/** What the weak sandbox is told, and what it says. */
export type WeakOrder =
  | { readonly kind: 'run'; readonly attack: Attack; readonly input: unknown }
  | { readonly kind: 'ping' };
export type WeakReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'settled'; readonly said: string; readonly isPolluted: boolean }
  | {
      readonly kind: 'pong';
      readonly said: string;
      readonly saidChars: number;
      readonly calls: number;
      readonly lateCalls: number;
      readonly isPolluted: boolean;
      readonly rssBytes: number;
    };

setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;
const kept = {};
const noted: string[] = [];
let saidChars = 0;
let calls = 0;
let lateCalls = 0;
/** Held, so that what it holds is not collected. */
const running = new Set<vm.Context>();
let isSettled = false;
let isPolluted = false;

const say = (report: WeakReport): void => void process.send?.(report);
const excerpt = (): string => noted.join('\n').slice(0, 10_000);

function note(value: unknown): void {
  const text = String(value);
  saidChars += text.length;
  if (noted.length < 100) noted.push(text.slice(0, 1_000));
}

const host = {
  get: (value: unknown) =>
    isThenable(value)
      ? new Promise((resolve) => void value.then(resolve))
      : Promise.resolve(copy(value)),
  keep(value: unknown) {
    mergeCarelessly(kept, value);
    return Promise.resolve();
  },
  never: () => new Promise(() => undefined),
  fail: () => Promise.reject(new Error('as asked')),
  note(value: unknown) {
    calls += 1;
    if (isSettled) lateCalls += 1;
    note(value);
    return Promise.resolve();
  },
};

interface Thenable {
  then(resolve: (value: unknown) => void): unknown;
}

function isThenable(value: unknown): value is Thenable {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Called through a sloppy function with a receiver, as most older programs are. */
const callSloppily = vm.compileFunction('return work()', ['work']) as (
  this: unknown,
  work: () => unknown,
) => unknown;
const readSloppily = vm.compileFunction(
  "if (typeof value !== 'object' || !value || Array.isArray(value)) return value; const read = {}; for (const key in value) read[key] = value[key]; return read",
  ['value'],
) as (this: unknown, value: unknown) => unknown;

function textOf({ code, language }: Attack): string {
  const text = `(async function () { ${prelude}${code}\n})`;
  return language === undefined ? text : stripTypeScriptTypes(text);
}

async function run(attack: Attack, input: unknown): Promise<void> {
  const context = vm.createContext({
    ...{ host, input, setTimeout, setInterval, queueMicrotask, structuredClone },
    console: { log: (...values: unknown[]) => values.forEach(note) },
    ...(attack.wantsGlobals ? { process, require: createRequire(import.meta.url) } : {}),
  });
  running.add(context);
  try {
    const options = { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER };
    const fn = vm.runInContext(textOf(attack), context, options) as () => Promise<unknown>;
    const value = await (callSloppily.call(host, () => fn.call(globalThis)) as Promise<unknown>);
    const json = JSON.stringify(readSloppily.call(host, value)) as string | undefined;
    note(json);
    mergeCarelessly(kept, JSON.parse(json ?? 'null'));
  } catch (error) {
    const { message, stack } = error as { message?: unknown; stack?: unknown };
    note(message);
    note(stack);
  }
  isSettled = true;
  isPolluted ||= takePollution();
  say({ kind: 'settled', said: excerpt(), isPolluted });
}

process.on('message', (order: WeakOrder) => {
  if (order.kind === 'run') return void run(order.attack, order.input);
  // What nobody holds any more is collected sooner or later; here it is sooner.
  collect();
  isPolluted ||= takePollution();
  const rssBytes = process.memoryUsage.rss();
  say({ kind: 'pong', said: excerpt(), saidChars, calls, lateCalls, isPolluted, rssBytes });
});
process.on('unhandledRejection', () => undefined);
say({ kind: 'ready' });

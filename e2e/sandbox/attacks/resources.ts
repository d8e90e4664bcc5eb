import type { Attack, AttackClass, Harm } from './attack.ts';

const make =
  (harm: Harm) =>
  (name: string, code: string, more: Partial<Attack> = {}): Attack => ({
    name,
    harm,
    code,
    ...more,
  });
const block = make('block');
const memory = make('memory');
const unsettled = make('unsettled');
const late = make('late');

export const sharedMemory: AttackClass = {
  name: 'SharedArrayBuffer',
  attacks: [
    block(
      'waiting for what never comes',
      `Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0); return 1`,
    ),
    block(
      'waiting on memory of WebAssembly',
      `Atomics.wait(new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer), 0, 0); return 1`,
    ),
    memory(
      'shared memory outside of the heap',
      `globalThis.held = []; for (let i = 0; i < 30; i++) { const buffer = new SharedArrayBuffer(1e7); new Uint8Array(buffer).fill(1); held.push(buffer); } await host.never(held.length)`,
    ),
    block(
      'a timer that waits after the end',
      `setTimeout(() => { Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0); }, 0); return 1`,
    ),
    block(
      'a waiter that wakes outside of every limit',
      `globalThis.held = Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 50);
void held.value.then(() => { for (;;); });
return 1`,
    ),
  ],
};

const tinyModule = '0,97,115,109,1,0,0,0';
/** (func (export "f") (loop br 0)) */
const loopModule = `${tinyModule},1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11`;

export const webAssembly: AttackClass = {
  name: 'WebAssembly bombs',
  attacks: [
    memory(
      'memory outside of the heap',
      `globalThis.held = []; for (let i = 0; i < 30; i++) { const one = new WebAssembly.Memory({ initial: 160 }); new Uint8Array(one.buffer).fill(1); held.push(one); } await host.never(held.length)`,
    ),
    block(
      'an endless loop in compiled code',
      `new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([${loopModule}]))).exports.f(); return 1`,
    ),
    memory(
      'memory that grows',
      `const one = (globalThis.held = new WebAssembly.Memory({ initial: 1, maximum: 65536 })); one.grow(4800); new Uint8Array(one.buffer).fill(1); await host.never(1)`,
    ),
    block(
      'compiling beside the limit, then a loop in what follows it',
      `await WebAssembly.compile(new Uint8Array([${tinyModule}])); await WebAssembly.instantiate(new Uint8Array([${loopModule}])).then(({ instance }) => instance.exports.f()); return 1`,
    ),
  ],
};

export const regularExpressions: AttackClass = {
  name: 'regular-expression bombs',
  attacks: [
    block('nested repetition', `return /^(a+)+$/.test('a'.repeat(40) + 'b')`),
    block('overlapping alternatives', `return /^(a|aa)+$/.test('a'.repeat(60) + 'b')`),
    block(
      'a repeated group that matches in many ways, in replace',
      `return ('x'.repeat(60) + '!').replace(/^(\\w+\\s?)*$/g, '')`,
    ),
    block('backreferences', `return /^(.*)*\\1(.*)*\\2(.*)*\\3$/.test('ab'.repeat(30) + 'c')`),
    block('a lookahead in a loop', `for (;;) /(?=(a+))a*b\\1/.test('a'.repeat(5000) + 'c')`),
  ],
};

export const memoryBombs: AttackClass = {
  name: 'memory bombs',
  attacks: [
    memory('lists', `const held = []; for (;;) held.push(new Array(1000).fill({}))`, {
      timeoutMs: 3_000,
    }),
    memory(
      'text that doubles',
      `const held = []; let text = 'x'; for (;;) held.push((text = text + text.slice(1) + 'yy'), text.length > 1e6 ? [...text] : 0)`,
      { timeoutMs: 3_000 },
    ),
    memory(
      'JSON',
      `const held = []; const json = '[' + '{"a":[1,2,3]},'.repeat(10000) + '1]'; for (;;) held.push(JSON.parse(json))`,
      { timeoutMs: 3_000 },
    ),
    memory(
      'copies',
      `const held = []; const one = Array.from({ length: 10000 }, (_, i) => ({ i })); for (;;) held.push(structuredClone(one))`,
      { timeoutMs: 3_000 },
    ),
    memory(
      'buffers outside of the heap',
      `globalThis.held = []; for (let i = 0; i < 40; i++) { const bytes = new Uint8Array(1e7); bytes.fill(i); held.push(bytes); } await host.never(held.length)`,
    ),
    memory('maps', `const held = new Map(); for (let i = 0; ; i++) held.set({ i }, 'v' + i)`, {
      timeoutMs: 3_000,
    }),
    memory(
      'closures and promises',
      `const held = []; for (;;) held.push(new Promise(() => held.length), () => held)`,
      { timeoutMs: 3_000 },
    ),
    memory(
      'a sort that the engine gives memory without asking',
      `Array.prototype.sort.call({ length: 2 ** 32 }, () => 1)`,
    ),
    memory(
      'one text operation that is larger than everything',
      `return 'a'.repeat(1e8).normalize('NFKD').replace(/a/g, 'bb').split('').length`,
      { timeoutMs: 3_000 },
    ),
    block('a number that is too large to be made', `return String(7n ** (2n ** 24n)).length`),
  ],
};

export const loops: AttackClass = {
  name: 'endless loops in promises',
  attacks: [
    block('plainly', `for (;;);`),
    block(
      'of microtasks',
      `const again = () => Promise.resolve().then(again); again(); await host.never(1)`,
    ),
    block('of awaits', `for (;;) await 0`),
    block(
      'of async iteration',
      `for await (const one of (async function* () { for (;;) yield 1; })());`,
    ),
    block('behind finally', `for (;;) { try { for (;;); } catch {} finally { continue; } }`),
    block('in a built-in that cannot be broken into', `return new Array(2 ** 32 - 2).indexOf(5)`),
    block(
      'in a built-in over a thing that says it is long',
      `return Array.prototype.includes.call(new Proxy({}, { get: () => 2 ** 53 - 1, has: () => true }), NaN)`,
    ),
    block(
      'in the reaction to its own end',
      `process_exit: for (;;) { try { await (async () => { for (;;) await null; })(); } catch { continue process_exit; } }`,
    ),
  ],
};

export const finalizers: AttackClass = {
  name: 'endless loops in finalizers',
  attacks: [
    block(
      'a callback of a registry',
      `const registry = new FinalizationRegistry(() => { for (;;); });
for (let i = 0; i < 1e5; i++) registry.register({ i }, i);
const held = []; for (let i = 0; i < 200; i++) { held.push(new Array(1e4).fill(i)); if (held.length > 10) held.length = 0; await new Promise((resolve) => setTimeout(resolve, 1)); }
return 1`,
    ),
    block(
      'a callback that registers again',
      `const registry = new FinalizationRegistry((n) => { registry.register({}, n + 1); for (let i = 0; i < 1e12; i++); });
for (let i = 0; i < 1e5; i++) registry.register({ i }, i);
for (let i = 0; i < 100; i++) { new Array(1e5).fill({ i }); await new Promise((resolve) => setTimeout(resolve, 2)); }
return 1`,
    ),
    block(
      'a weak reference that is waited for, then a loop',
      `const weak = new WeakRef({}); const held = [];
for (let i = 0; i < 2000 && weak.deref() !== undefined; i++) { held.push(new Array(1e4).fill(i)); if (held.length > 10) held.length = 0; await new Promise((resolve) => setTimeout(resolve, 1)); }
if (weak.deref() === undefined) for (;;);
return 1`,
      { timeoutMs: 3_000 },
    ),
  ],
};

export const deadlocks: AttackClass = {
  name: 'deadlock of callbacks',
  attacks: [
    unsettled('a call that is never answered', `return await host.never(1)`),
    unsettled(
      'very many calls that are never answered',
      `return await Promise.all(Array.from({ length: 30 }, () => host.never(1)))`,
    ),
    unsettled(
      'a promise that waits for itself',
      `let open; const one = new Promise((resolve) => { open = resolve; }); const two = one.then(() => 1); void two.then(open); return await one`,
    ),
    block(
      'a spin until an answer comes that cannot come meanwhile',
      `let answer; void host.get(1).then((one) => { answer = one; }); while (answer === undefined); return answer`,
    ),
    unsettled(
      'two that wait for each other over the host',
      `let a, b; const first = (async () => { await host.get(1); return await b; })(); const second = (async () => { await host.get(1); return await a; })(); a = first; b = second; return await Promise.all([a, b])`,
    ),
  ],
};

export const disposal: AttackClass = {
  name: 'disposal races',
  attacks: [
    late('a timer after the end', `setTimeout(() => { void host.note('late'); }, 20); return 1`),
    late(
      'an interval after the end',
      `setInterval(() => { void host.note('late'); }, 5); return 1`,
    ),
    late(
      'a loop of awaits after the end',
      `void (async () => { for (let i = 0; i < 200; i++) { await new Promise((resolve) => setTimeout(resolve, 2)); try { await host.note('late'); } catch {} } })(); return 1`,
    ),
    late(
      'a call whose answer comes after the end',
      `void host.get(1).then(() => new Promise((resolve) => setTimeout(resolve, 5))).then(() => host.note('late')); return 1`,
    ),
    block(
      'a loop that begins with the end',
      `setTimeout(() => { for (;;); }, 0); queueMicrotask(() => { setTimeout(() => { for (;;); }, 0); }); return 1`,
    ),
    late(
      'an exception with timers behind it',
      `setTimeout(() => { void host.note('late'); }, 10); throw new Error('the end')`,
    ),
    block(
      'a loop in the getter of the last thing that is read',
      `setTimeout(() => { for (;;); }, 5); throw { get stack() { setTimeout(() => { for (;;); }, 0); return ''; } }`,
    ),
  ],
};

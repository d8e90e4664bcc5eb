import type { AttackClass } from './attack.ts';

const pollute = (name: string, code: string) => ({ name, harm: 'pollute' as const, code });

export const argumentPollution: AttackClass = {
  name: 'prototype pollution of arguments',
  attacks: [
    pollute(
      'a key __proto__ that is the argument’s own',
      `const args = JSON.parse('{"__proto__":{"polluted":"yes"}}');
try { await host.keep(args); } catch {}
return 1`,
    ),
    pollute(
      'the same, deep inside',
      `const args = { a: { b: JSON.parse('{"__proto__":{"polluted":"yes"}}') } };
try { await host.keep(args); } catch {}
return 1`,
    ),
    pollute('in the result', `return JSON.parse('{"a":{"__proto__":{"polluted":"yes"}}}')`),
    pollute(
      'the prototype of what the host passed in',
      `try { Object.getPrototypeOf(input).polluted = 'yes'; } catch {}
try { Object.getPrototypeOf(Object.getPrototypeOf(host.get)).polluted = 'yes'; } catch {}
return 1`,
    ),
    pollute(
      'the prototype of what a host function answered',
      `const answer = await host.get({ a: 1 });
try { Object.getPrototypeOf(answer).polluted = 'yes'; } catch {}
return 1`,
    ),
    pollute(
      'by a key that is written with an escape',
      String.raw`const args = JSON.parse('{"\u005f_proto__":{"polluted":"yes"}}');
try { await host.keep(args); } catch {}
return args`,
    ),
  ],
};

export const resultGetters: AttackClass = {
  name: 'getters on results',
  attacks: [
    {
      name: 'a getter that never returns',
      harm: 'block',
      code: `return { get a() { for (;;); } }`,
    },
    {
      name: 'a toJSON that never returns',
      harm: 'block',
      code: `return { toJSON() { for (;;); } }`,
    },
    {
      name: 'a getter that is called by the host and looks who called',
      harm: 'reach',
      code: `Error.prepareStackTrace = (error, frames) => frames;
return { get a() { for (const frame of new Error().stack) for (const get of ['getThis', 'getFunction']) { const found = proof(frame[get]()); if (found !== 'held') return found; } return 'held'; } }`,
    },
    {
      name: 'a getter on an exception',
      harm: 'block',
      code: `const error = new Error('x');
Object.defineProperty(error, 'stack', { get() { for (;;); } });
throw error`,
    },
    {
      name: 'a message whose text is made while it is read',
      harm: 'block',
      code: `throw { get message() { for (;;); }, toString() { for (;;); }, get stack() { for (;;); } }`,
    },
    {
      name: 'getters that give ever deeper data',
      harm: 'block',
      code: `const deep = (left) => (left === 0 ? 1 : { get a() { return deep(left - 1); }, get b() { return deep(left - 1); } });
return deep(80)`,
    },
  ],
};

export const hugeOutput: AttackClass = {
  name: 'huge output',
  attacks: [
    {
      name: 'one enormous line',
      harm: 'flood',
      memoryMb: 64,
      code: `console.log('x'.repeat(2e7)); return 1`,
    },
    {
      name: 'very many lines',
      harm: 'flood',
      timeoutMs: 1_000,
      code: `for (let i = 0; i < 2e5; i++) console.log('line ' + i + ' ' + 'y'.repeat(60)); return 1`,
    },
    {
      name: 'an enormous result',
      harm: 'flood',
      memoryMb: 64,
      code: `return 'z'.repeat(2e7)`,
    },
    {
      name: 'an enormous message of an exception',
      harm: 'flood',
      memoryMb: 64,
      code: `throw new Error('m'.repeat(2e7))`,
    },
    {
      name: 'an enormous argument of a host function',
      harm: 'flood',
      memoryMb: 64,
      code: `try { await host.note('n'.repeat(2e7)); } catch {}
return 1`,
    },
    {
      name: 'calls of a host function without end',
      harm: 'flood',
      timeoutMs: 1_000,
      code: `for (let i = 0; i < 2e5; i++) { try { host.note('call ' + 'c'.repeat(100)).catch(() => {}); } catch {} if (i % 1000 === 0) await 0; }
return 1`,
    },
  ],
};

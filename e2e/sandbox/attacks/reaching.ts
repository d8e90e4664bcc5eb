import type { AttackClass } from './attack.ts';

const reach = (name: string, code: string) => ({ name, harm: 'reach' as const, code });

const named = (name: string, code: string) => ({ ...reach(name, code), wantsGlobals: true });

export const constructorChains: AttackClass = {
  name: 'constructor chains',
  attacks: [
    reach('of console.log', `return proof(console.log.constructor('return process')())`),
    reach('of a host function', `return proof(host.get.constructor('return process')())`),
    reach('of the object host', `return proof(host.constructor.constructor('return process')())`),
    reach(
      'of the prototype of the input',
      `return proof(Object.getPrototypeOf(input).constructor.constructor('return process')())`,
    ),
    reach(
      'of the function behind setTimeout',
      `return proof(setTimeout.constructor('return process')())`,
    ),
    reach(
      'of an async and a generator function',
      `const tries = [async () => {}, function* () {}, async function* () {}, console.log, host.note];
for (const one of tries) { try { const found = proof(await one.constructor('return process')()); if (found !== 'held') return found; } catch {} }
return 'held'`,
    ),
    reach(
      'of the global object',
      `return proof(globalThis.constructor.constructor('return process')()) + proof(this)`,
    ),
  ],
};

export const asyncLeaks: AttackClass = {
  name: 'async leaks',
  attacks: [
    reach(
      'the promise of a host function',
      `const promise = host.get(1);
const Outer = promise.constructor.constructor;
await promise;
return proof(Outer('return process')())`,
    ),
    reach(
      'the error of a host function that failed',
      `try { await host.fail(); } catch (error) { return proof(error.constructor.constructor('return process')()) }`,
    ),
    reach(
      'a class of its own made from the promise of a host function',
      `let found = 'held';
const Outer = host.get(1).constructor;
class Mine extends Outer { constructor(run) { super((resolve, reject) => { try { found = proof(resolve.constructor('return process')()); } catch {} run(resolve, reject); }); } }
await Mine.resolve(1).then(() => 2);
return found`,
    ),
    reach(
      'the functions a thenable is resolved with, given as the argument of a host function',
      `let found = 'held';
const thenable = { then(resolve) { try { found = proof(resolve.constructor('return process')()); } catch {} resolve(1); } };
try { await host.get(thenable); } catch {}
return found`,
    ),
    {
      name: 'a thenable as the result',
      harm: 'reach',
      uncontrolled: 'an async function of the inside resolves it there',
      code: `return { then(resolve) { let found = 'held'; try { found = proof(resolve.constructor('return process')()); } catch {} void host.note(found); resolve(found); } }`,
    },
    reach(
      'the answer of a host function',
      `const answer = await host.get({ a: { b: [] } });
return proof(answer.a.b.constructor.constructor('return process')())`,
    ),
  ],
};

export const stackTraces: AttackClass = {
  name: 'Error.prepareStackTrace',
  attacks: [
    reach(
      'functions and receivers of the frames',
      `let found = 'held';
Error.prepareStackTrace = (error, frames) => {
  for (const frame of frames) for (const get of ['getThis', 'getFunction']) {
    try { const one = proof(frame[get]().constructor.constructor('return process')()); if (one !== 'held') found = one; } catch {}
  }
  return '';
};
new Error().stack;
return found`,
    ),
    reach(
      'a stack overflow in a host function',
      `const caught = [];
const down = () => { try { down(); } catch (error) { try { console.log('x'); } catch (inner) { caught[caught.length] = inner; } } };
down();
for (const one of caught) { const found = proof(one.constructor.constructor('return process')()); if (found !== 'held') return found; }
return 'held'`,
    ),
    reach(
      'an error that the host makes when it is misused',
      `for (const misuse of [() => host.get.call(null, Symbol()), () => setTimeout(1), () => console.log.call(null, { get x() { throw 1; } }), () => host.get(() => 1)]) {
  try { await misuse(); } catch (error) { try { const found = proof(error.constructor.constructor('return process')()); if (found !== 'held') return found; } catch {} }
}
return 'held'`,
    ),
    reach(
      'a stack that is made when the host looks at it',
      `Error.prepareStackTrace = (error, frames) => frames.map((frame) => { for (const get of ['getThis', 'getFunction']) { const found = proof(frame[get]()); if (found !== 'held') return found; } return 'held'; }).join();
Error.stackTraceLimit = 100;
throw new Error('look at my stack')`,
    ),
  ],
};

export const proxies: AttackClass = {
  name: 'proxies',
  attacks: [
    reach(
      'a proxy as the result, whose traps are called from outside',
      `Error.prepareStackTrace = (error, frames) => frames;
const look = () => { for (const frame of new Error().stack) for (const get of ['getThis', 'getFunction']) { const found = proof(frame[get]()); if (found !== 'held') return found; } return 'held'; };
return new Proxy({ a: 1 }, { get(target, key) { return key === 'a' ? look() : undefined; } })`,
    ),
    reach(
      'a proxy as the argument of a host function',
      `let found = 'held';
const grab = (...all) => { for (const one of all) { try { const is = proof(one.constructor.constructor('return process')()); if (is !== 'held') found = is; } catch {} } };
const trap = new Proxy(function () {}, { apply(target, self, args) { grab(self, args, ...args); try { args[0](1); } catch {} return 1; }, get(target, key) { return key === 'then' ? trap : undefined; } });
try { await host.get(trap); } catch {}
try { await host.keep({ then: trap }); } catch {}
return found`,
    ),
    reach(
      'an endless chain of prototypes that the console is to show',
      `let found = 'held';
const trap = new Proxy({}, { getPrototypeOf(target) { return trap; }, ownKeys() { try { null.x } catch (e) { found = proof(e.constructor.constructor('return process')()); } return ['a'] }, getOwnPropertyDescriptor() { return { configurable: true, enumerable: true, get() { return trap } } } });
console.log(trap);
return found === 'held' ? proof(console.log.constructor('return process')()) : found`,
    ),
    {
      name: 'a trap that never returns, in the result',
      harm: 'block',
      code: `return new Proxy({}, { ownKeys() { for (;;); }, get() { for (;;); } })`,
    },
    {
      name: 'a proxy of a list that is never at its end',
      harm: 'block',
      code: `return new Proxy([], { get(target, key) { return key === 'length' ? 2e8 : key === 'toJSON' ? undefined : 1; } })`,
    },
  ],
};

export const outside: AttackClass = {
  name: 'reaching out',
  attacks: [
    named('process by its name', `return proof(process)`),
    named('require', `return proof(require('node:process'))`),
    reach('a dynamic import', `return proof((await import('node:process')).default)`),
    named(
      'indirect eval and the function constructor',
      `return proof((0, eval)('process')) + proof(Function('return process')())`,
    ),
    {
      name: 'a file of the machine, in TypeScript',
      harm: 'reach',
      language: 'typescript',
      wantsGlobals: true,
      code: `const p: any = (globalThis as any).process ?? (console.log as any).constructor('return process')();
const text: string = p.getBuiltinModule('node:fs').readFileSync(input.canary, 'utf8');
return text`,
    },
    reach(
      'the network',
      `const p = globalThis.process ?? console.log.constructor('return process')();
p.getBuiltinModule('node:net').connect(input.port, '127.0.0.1').write(proof(p));
await new Promise((resolve) => setTimeout(resolve, 100));
return 'tried'`,
    ),
    reach(
      'the environment',
      `const p = globalThis.process ?? console.log.constructor('return process')();
return Object.values(p.env).join()`,
    ),
  ],
};

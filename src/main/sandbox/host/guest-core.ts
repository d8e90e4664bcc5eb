/**
 * The first script of every isolate, as text: it makes the world of the code that runs there and
 * returns the one function through which the sandbox process reaches in. It is the expression of a
 * function of (send, ask, bounds):
 *
 * - `send(kind, text, number, name)` posts to the process and returns nothing
 * - `ask(kind, text)` is answered at once with a text
 *
 * Neither ever leaves this closure. All of it runs before foreign code and uses only what it took
 * hold of then: no method of a prototype that foreign code can replace, no spread, no destructuring
 * of lists (both go through iterators). `guest-extras.ts` is put into its place.
 */
export const guestCore = String.raw`(function (send, ask, bounds) {
'use strict';
const { String, Number, Promise, Error, TypeError, RangeError, Uint8Array, ArrayBuffer, DataView, BigInt, Boolean, Map, Set, Date, RegExp, Symbol, Object, Reflect, Math, JSON, Array, Function } = globalThis;
const { apply, ownKeys, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { create, freeze, prototype: ObjectPrototype, getPrototypeOf } = Object;
const { parse, stringify } = JSON;
const uncurry = (fn) => (self, a, b) => apply(fn, self, [a, b]);
const isArray = Array.isArray;
const slice = uncurry(String.prototype.slice);
const indexOf = uncurry(String.prototype.indexOf);
const dateTime = uncurry(Date.prototype.getTime);
const dateText = uncurry(Date.prototype.toISOString);
const regexpText = uncurry(RegExp.prototype.toString);
const bigintText = uncurry(BigInt.prototype.toString);
const mapEach = uncurry(Map.prototype.forEach);
const mapSize = uncurry(getOwnPropertyDescriptor(Map.prototype, 'size').get);
const setEach = uncurry(Set.prototype.forEach);
const setSize = uncurry(getOwnPropertyDescriptor(Set.prototype, 'size').get);
const hasOwn = uncurry(ObjectPrototype.hasOwnProperty);
const tagOf = uncurry(ObjectPrototype.toString);
const functionText = uncurry(Function.prototype.toString);
const typedTag = uncurry(getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get);
const typedLength = uncurry(getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), 'length').get);
const bufferLength = uncurry(getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get);
const symbolText = uncurry(Symbol.prototype.toString);
const isError = Error.isError || ((value) => value instanceof Error);
const { isFinite } = Number;
const max = Math.max, min = Math.min;
const now = Date.now;

// Shared memory blocks threads, WebAssembly takes memory past the limit, and cleanup callbacks run
// outside of every time limit. Taken away before foreign code exists, they cannot be had again.
for (const name of ['SharedArrayBuffer', 'Atomics', 'WebAssembly', 'FinalizationRegistry', 'WeakRef']) {
  delete globalThis[name];
}

const define = (target, name, value) =>
  defineProperty(target, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });

/** What kind of built-in a value is, told by its internals, not by what it says of itself. */
function kindOf(value) {
  if (isArray(value)) return 'array';
  const parent = getPrototypeOf(value);
  if (parent === ObjectPrototype || parent === null) return 'object';
  try { dateTime(value); return 'date'; } catch {}
  try { mapSize(value); return 'map'; } catch {}
  try { setSize(value); return 'set'; } catch {}
  const typed = typedTag(value);
  if (typed !== undefined) return 'typed';
  try { bufferLength(value); return 'buffer'; } catch {}
  if (isError(value)) return 'error';
  return 'object';
}

class Unfit extends Error {}
/** The place of a value is put together only when it is refused. */
function unfit(key, inside, what) {
  let path = key;
  for (let at = inside; at !== null; at = at.next) if (at.key !== '') path = at.key + '.' + path;
  return new Unfit((path === '' ? 'the value ' : 'the value at ' + slice(path, 0, 200) + ' ') + what);
}

/** Makes plain data of a value: what JSON cannot say is described, or refused with its place. */
function toPlain(value, key, seen, depth) {
  switch (typeof value) {
    case 'string': case 'boolean': return value;
    case 'undefined': return undefined;
    case 'number': return isFinite(value) ? value : String(value);
    case 'bigint': return bigintText(value);
    case 'symbol': throw unfit(key, seen, 'is a symbol');
    case 'function': throw unfit(key, seen, 'is a function');
  }
  if (value === null) return null;
  if (depth > bounds.dataDepth) throw unfit(key, seen, 'is nested too deeply');
  for (let at = seen; at !== null; at = at.next) if (at.value === value) throw unfit(key, seen, 'contains itself');
  const inside = { __proto__: null, value, key, next: seen };
  switch (kindOf(value)) {
    case 'date': { const time = dateTime(value); return time === time ? dateText(value) : 'Invalid Date'; }
    case 'map': return plainMap(value, inside, depth);
    case 'set': { const list = []; setEach(value, (one) => { add(list, one); }); return plainList(list, inside, depth); }
    case 'typed': return plainNumbers(value);
    case 'buffer': return plainNumbers(new Uint8Array(value));
    case 'error': return { __proto__: null, name: text(value.name), message: text(value.message) };
    case 'array': return plainList(value, inside, depth);
  }
  if (tagOf(value) === '[object RegExp]') return regexpText(value);
  if (value instanceof Promise) throw unfit(key, seen, 'is a promise; await it');
  const toJson = value.toJSON;
  if (typeof toJson === 'function') return toPlain(apply(toJson, value, []), key, inside, depth + 1);
  return plainObject(value, inside, depth);
}
const add = (list, value) => defineProperty(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
const text = (value) => slice(typeof value === 'string' ? value : show(value), 0, bounds.errorChars);
function plainNumbers(view) {
  const list = [];
  const length = typedLength(view);
  for (let i = 0; i < length; i++) { const one = view[i]; add(list, typeof one === 'bigint' ? bigintText(one) : isFinite(one) ? one : String(one)); }
  return list;
}
function plainList(list, inside, depth) {
  const out = [];
  const length = list.length;
  if (length > bounds.dataChars) throw unfit('', inside, 'is a list of ' + length + ' entries');
  for (let i = 0; i < length; i++) { const one = toPlain(list[i], String(i), inside, depth + 1); add(out, one === undefined ? null : one); }
  return out;
}
function plainMap(map, inside, depth) {
  let isNamed = true;
  const pairs = [];
  mapEach(map, (value, key) => { if (typeof key !== 'string') isNamed = false; add(pairs, [key, value]); });
  if (!isNamed) return plainList(pairs, inside, depth);
  const out = create(null);
  for (let i = 0; i < pairs.length; i++) put(out, pairs[i][0], toPlain(pairs[i][1], pairs[i][0], inside, depth + 1));
  return out;
}
function plainObject(value, inside, depth) {
  const out = create(null);
  const keys = ownKeys(value);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== 'string') continue;
    const found = getOwnPropertyDescriptor(value, key);
    if (!found || !found.enumerable) continue;
    put(out, key, toPlain(value[key], key, inside, depth + 1));
  }
  return out;
}
const put = (out, key, value) => { if (value !== undefined) defineProperty(out, key, { __proto__: null, value, enumerable: true, configurable: true, writable: true }); };

/** JSON of plain data, undefined when there is no value. Lists have a prototype that foreign code may have given a toJSON. */
function toJson(value, limit) {
  const plain = toPlain(value, '', null, 0);
  if (plain === undefined) return undefined;
  const json = stringify(plain);
  if (typeof json !== 'string') throw unfit('', null, 'cannot be written as JSON');
  if (json.length > limit) throw unfit('', null, 'is larger than ' + limit + ' characters');
  return json;
}

/** A value in words, as the console shows it: short, whatever it is. */
function show(value) { try { return showDeep(value, 0, null); } catch { return '[something that cannot be shown]'; } }
function showDeep(value, depth, seen) {
  switch (typeof value) {
    case 'string': return depth === 0 ? value : stringify(slice(value, 0, 1000));
    case 'bigint': return bigintText(value) + 'n';
    case 'symbol': return symbolText(value);
    case 'function': return '[function ' + slice(String(value.name), 0, 100) + ']';
    case 'object': break;
    default: return String(value);
  }
  if (value === null) return 'null';
  for (let at = seen; at !== null; at = at.next) if (at.value === value) return '[circular]';
  const inside = { __proto__: null, value, next: seen };
  const kind = kindOf(value);
  if (kind === 'error') return depth === 0 && typeof value.stack === 'string' ? describeError(value) : text(value.name) + ': ' + text(value.message);
  if (kind === 'date') { const time = dateTime(value); return time === time ? dateText(value) : 'Invalid Date'; }
  if (tagOf(value) === '[object RegExp]') return regexpText(value);
  if (value instanceof Promise) return '[promise]';
  if (depth >= 4) return kind === 'array' ? '[…]' : '{…}';
  return showMembers(value, kind, depth + 1, inside);
}
function showMembers(value, kind, depth, seen) {
  let out = '', count = 0;
  const more = (piece) => { if (count < 100 && out.length < bounds.logLineChars) out += (count === 0 ? '' : ', ') + piece; else if (count === 100) out += ', …'; count++; };
  if (kind === 'map') { mapEach(value, (one, key) => more(count < 100 ? showDeep(key, depth, seen) + ' => ' + showDeep(one, depth, seen) : '')); return 'Map(' + mapSize(value) + ') {' + out + '}'; }
  if (kind === 'set') { setEach(value, (one) => more(count < 100 ? showDeep(one, depth, seen) : '')); return 'Set(' + setSize(value) + ') {' + out + '}'; }
  if (kind === 'buffer') return '[ArrayBuffer of ' + bufferLength(value) + ' bytes]';
  if (kind === 'array' || kind === 'typed') {
    const length = kind === 'array' ? value.length : typedLength(value);
    for (let i = 0; i < min(length, 101); i++) more(i < 100 ? showDeep(value[i], depth, seen) : '');
    return '[' + out + ']';
  }
  const keys = ownKeys(value);
  for (let i = 0; i < min(keys.length, 101); i++) {
    const key = keys[i];
    const found = getOwnPropertyDescriptor(value, key);
    if (!found || !found.enumerable) continue;
    more((typeof key === 'symbol' ? '[' + symbolText(key) + ']' : key) + ': ' + ('value' in found ? showDeep(found.value, depth, seen) : '[getter]'));
  }
  return '{' + (out === '' ? '' : ' ' + out + ' ') + '}';
}
const describeError = (error) => text(error.name) + ': ' + text(error.message);

let lines = 0, chars = 0;
function print(level, values) {
  if (lines > bounds.logLines || chars > bounds.logChars) return;
  let line = level === '' ? '' : level + ': ';
  for (let i = 0; i < values.length && line.length <= bounds.logLineChars; i++) line += (i === 0 ? '' : ' ') + show(values[i]);
  if (line.length > bounds.logLineChars) line = slice(line, 0, bounds.logLineChars) + '…';
  lines += 1;
  chars += line.length;
  if (lines > bounds.logLines || chars > bounds.logChars) line = '[Further output was left out.]';
  send('log', line);
}
const console = {};
define(console, 'log', (...values) => print('', values));
define(console, 'info', (...values) => print('', values));
define(console, 'debug', (...values) => print('', values));
define(console, 'table', (...values) => print('', values));
define(console, 'dir', (value) => print('', [value]));
define(console, 'warn', (...values) => print('warning', values));
define(console, 'error', (...values) => print('error', values));
define(globalThis, 'console', console);

const openCalls = create(null);
let openCount = 0, callCount = 0;
function callHost(name, args) {
  return new Promise((resolve, reject) => {
    if (callCount >= bounds.calls) throw new RangeError('A run may make ' + bounds.calls + ' calls');
    if (openCount >= bounds.openCalls) throw new RangeError('At most ' + bounds.openCalls + ' calls at once; await some of them');
    const json = args === undefined ? 'null' : toJson(args, bounds.argumentChars);
    callCount += 1;
    openCount += 1;
    openCalls[callCount] = { __proto__: null, resolve, reject };
    send('call', json, callCount, name);
  });
}
function takeReply(call, isOk, json) {
  const open = openCalls[call];
  if (open === undefined) return;
  delete openCalls[call];
  openCount -= 1;
  const value = parse(json);
  if (isOk) return open.resolve(value === null ? undefined : value.value);
  const error = new Error(value.message);
  define(error, 'name', 'HostError');
  define(error, 'code', value.code);
  open.reject(error);
}

const timers = create(null);
let timerCount = 0, lastTimer = 0;
function setTimer(fn, delayMs, args, every) {
  if (typeof fn !== 'function') throw new TypeError('The callback is not a function');
  if (timerCount >= bounds.timers) throw new RangeError('At most ' + bounds.timers + ' timers at once');
  timerCount += 1;
  const id = ++lastTimer;
  const ms = min(max(Number(delayMs) || 0, every ? 4 : 0), 2147483647);
  timers[id] = { __proto__: null, fn, args, every: every ? ms : undefined };
  send('timer', '', id, String(ms));
  return id;
}
function clearTimer(id) {
  if (typeof id !== 'number' || timers[id] === undefined) return;
  delete timers[id];
  timerCount -= 1;
  send('untimer', '', id);
}
function fire(id) {
  const timer = timers[id];
  if (timer === undefined) return;
  if (timer.every === undefined) { delete timers[id]; timerCount -= 1; }
  else send('timer', '', id, String(timer.every));
  try { apply(timer.fn, undefined, timer.args); } catch (error) { print('error', [error]); }
}
define(globalThis, 'setTimeout', (fn, delayMs, ...args) => setTimer(fn, delayMs, args, false));
define(globalThis, 'setInterval', (fn, delayMs, ...args) => setTimer(fn, delayMs, args, true));
define(globalThis, 'clearTimeout', (id) => clearTimer(id));
define(globalThis, 'clearInterval', (id) => clearTimer(id));
define(globalThis, 'queueMicrotask', (fn) => { (async () => { await undefined; try { fn(); } catch (error) { print('error', [error]); } })(); });

function describeThrown(thrown) {
  try {
    if (typeof thrown === 'object' && thrown !== null && isError(thrown)) {
      return stringify({ __proto__: null, message: text(describeError(thrown)), stack: slice(String(thrown.stack), 0, 4000) });
    }
    return stringify({ __proto__: null, message: text(show(thrown)), stack: '' });
  } catch { return '{"message":"an exception that cannot be described","stack":""}'; }
}
async function start(fn, hasArgument, post) {
  let value;
  try { value = hasArgument ? await fn(globalThis.input) : await fn(); }
  catch (thrown) { post('threw', describeThrown(thrown)); return; }
  let json;
  try { json = toJson(value, bounds.dataChars); }
  catch (thrown) { if (thrown instanceof Unfit) post('unfit', thrown.message); else post('threw', describeThrown(thrown)); return; }
  if (json === undefined) post('done', '', 0); else post('done', json, 1);
}
/** Goes the way of a run once, so that the engine has compiled it before somebody waits. */
function warm() {
  prepare('null', '["warm"]');
  start(async () => ({ a: [1, 'x'] }), false, () => {});
}
function prepare(inputJson, namesJson) {
  define(globalThis, 'input', inputJson === undefined ? undefined : parse(inputJson));
  const host = create(null);
  const names = parse(namesJson);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    defineProperty(host, name, { __proto__: null, value: (args) => callHost(name, args), enumerable: true, writable: false, configurable: false });
  }
  freeze(host);
  define(globalThis, 'host', host);
}
/* extras */
return (kind, a, b, c) => {
  switch (kind) {
    case 'prepare': return prepare(a, b);
    case 'start': start(a, b, send); return;
    case 'reply': return takeReply(a, b, c);
    case 'fire': return fire(a);
    case 'warm': return warm();
  }
};
})`;

/** The whole script, extras included. */
export function makeGuestScript(extras: string): string {
  return guestCore.replace('/* extras */', () => extras);
}

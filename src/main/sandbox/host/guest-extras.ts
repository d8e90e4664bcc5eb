/**
 * What code expects of a JavaScript world beside the language: text and base64 coding, addresses,
 * random numbers, copies. Text that stands inside the closure of `guest-core.ts`, by its rules.
 */
export const guestExtras = String.raw`
const charCodeAt = uncurry(String.prototype.charCodeAt);
const codePointAt = uncurry(String.prototype.codePointAt);
const fromCodePoint = String.fromCodePoint;
const fromCharCode = String.fromCharCode;
const toBytes = (source) => {
  if (source === undefined) return new Uint8Array(0);
  if (typedTag(source) !== undefined || source instanceof DataView) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  bufferLength(source);
  return new Uint8Array(source);
};
function utf8Encode(source) {
  const text = String(source);
  let size = 0;
  for (let i = 0; i < text.length; i++) { const code = codePointAt(text, i); size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4; if (code > 0xffff) i++; }
  const out = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let code = codePointAt(text, i);
    if (code > 0xffff) i++;
    else if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) out[at++] = code;
    else if (code < 0x800) { out[at++] = 0xc0 | code >> 6; out[at++] = 0x80 | code & 63; }
    else if (code < 0x10000) { out[at++] = 0xe0 | code >> 12; out[at++] = 0x80 | code >> 6 & 63; out[at++] = 0x80 | code & 63; }
    else { out[at++] = 0xf0 | code >> 18; out[at++] = 0x80 | code >> 12 & 63; out[at++] = 0x80 | code >> 6 & 63; out[at++] = 0x80 | code & 63; }
  }
  return out;
}
function utf8Decode(bytes, isFatal) {
  let out = '';
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    const first = bytes[at++];
    if (first < 0x80) { out += fromCharCode(first); continue; }
    const more = first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : 0;
    let code = more === 1 ? first & 31 : more === 2 ? first & 15 : first & 7;
    let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    let left = more;
    while (left > 0 && bytes[at] >= low && bytes[at] <= high) { code = code << 6 | bytes[at++] & 63; low = 0x80; high = 0xbf; left--; }
    if (more === 0 || left > 0) { if (isFatal) throw new TypeError('The data is not valid UTF-8'); out += '\ufffd'; } else out += fromCodePoint(code);
  }
  return out;
}
define(globalThis, 'TextEncoder', class TextEncoder {
  get encoding() { return 'utf-8'; }
  encode(source = '') { return utf8Encode(source); }
});
define(globalThis, 'TextDecoder', class TextDecoder {
  #isFatal;
  constructor(label = 'utf-8', options = undefined) {
    const name = String(label);
    if (name !== 'utf-8' && name !== 'utf8' && name !== 'UTF-8') throw new RangeError('Only utf-8 is decoded here');
    this.#isFatal = Boolean(options?.fatal);
  }
  get encoding() { return 'utf-8'; }
  decode(source) { return utf8Decode(toBytes(source), this.#isFatal); }
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
define(globalThis, 'btoa', (source) => {
  const text = String(source);
  let out = '';
  for (let i = 0; i < text.length; i += 3) {
    const a = charCodeAt(text, i), b = charCodeAt(text, i + 1), c = charCodeAt(text, i + 2);
    if (a > 255 || b > 255 || c > 255) throw new RangeError('btoa takes characters up to 255');
    out += alphabet[a >> 2] + alphabet[(a & 3) << 4 | b >> 4] + (b !== b ? '=' : alphabet[(b & 15) << 2 | c >> 6]) + (c !== c ? '=' : alphabet[c & 63]);
  }
  return out;
});
define(globalThis, 'atob', (source) => {
  const text = String(source);
  let out = '', held = 0, bits = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '=' || char === ' ' || char === '\n' || char === '\r' || char === '\t') continue;
    const value = indexOf(alphabet, char);
    if (value < 0) throw new RangeError('The text is not base64');
    held = held << 6 | value;
    bits += 6;
    if (bits >= 8) { bits -= 8; out += fromCharCode(held >> bits & 255); held &= (1 << bits) - 1; }
  }
  return out;
});

const crypto = {};
define(crypto, 'randomUUID', () => ask('uuid', ''));
define(crypto, 'getRandomValues', (view) => {
  const bytes = toBytes(view);
  if (bytes.length > 65536) throw new RangeError('At most 65536 bytes at once');
  const hex = ask('random', String(bytes.length));
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number('0x' + slice(hex, i * 2, i * 2 + 2));
  return view;
});
define(globalThis, 'crypto', crypto);

const urlParts = ['href', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];
const readUrl = (request) => {
  const json = ask('url', stringify(request));
  if (json === '') throw new TypeError('Invalid URL');
  return parse(json);
};
const formDecode = (text) => { try { return decodeURIComponent(replaceAll(text, '+', ' ')); } catch { return text; } };
const formEncode = (text) => replaceAll(encodeURIComponent(text), '%20', '+');
const replaceAll = uncurry(String.prototype.replaceAll);
const encodeURIComponent = globalThis.encodeURIComponent, decodeURIComponent = globalThis.decodeURIComponent;
class URLSearchParams {
  #pairs = [];
  #changed = () => {};
  constructor(source = '', changed = undefined) {
    if (typeof source === 'object' && source !== null) {
      if (typeof source[Symbol.iterator] === 'function') for (const [name, value] of source) this.#pairs.push([String(name), String(value)]);
      else for (const name of Object.keys(source)) this.#pairs.push([name, String(source[name])]);
    } else for (const piece of String(source).replace(/^\?/, '').split('&')) {
      if (piece === '') continue;
      const at = piece.indexOf('=');
      this.#pairs.push(at < 0 ? [formDecode(piece), ''] : [formDecode(piece.slice(0, at)), formDecode(piece.slice(at + 1))]);
    }
    if (typeof changed === 'function') this.#changed = changed;
  }
  get size() { return this.#pairs.length; }
  append(name, value) { this.#pairs.push([String(name), String(value)]); this.#changed(this.toString()); }
  delete(name) { this.#pairs = this.#pairs.filter((pair) => pair[0] !== String(name)); this.#changed(this.toString()); }
  get(name) { return this.#pairs.find((pair) => pair[0] === String(name))?.[1] ?? null; }
  getAll(name) { return this.#pairs.filter((pair) => pair[0] === String(name)).map((pair) => pair[1]); }
  has(name) { return this.#pairs.some((pair) => pair[0] === String(name)); }
  set(name, value) {
    const found = this.#pairs.find((pair) => pair[0] === String(name));
    if (!found) return this.append(name, value);
    found[1] = String(value);
    this.#pairs = this.#pairs.filter((pair) => pair === found || pair[0] !== found[0]);
    this.#changed(this.toString());
  }
  sort() { this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)); this.#changed(this.toString()); }
  forEach(fn) { for (const pair of this.#pairs) fn(pair[1], pair[0], this); }
  keys() { return this.#pairs.map((pair) => pair[0]).values(); }
  values() { return this.#pairs.map((pair) => pair[1]).values(); }
  entries() { return this.#pairs.map((pair) => [pair[0], pair[1]]).values(); }
  [Symbol.iterator]() { return this.entries(); }
  toString() { return this.#pairs.map((pair) => formEncode(pair[0]) + '=' + formEncode(pair[1])).join('&'); }
}
class URL {
  #parts;
  #params;
  constructor(address, base = undefined) { this.#parts = readUrl({ href: String(address), base: base === undefined ? undefined : String(base) }); }
  static canParse(address, base = undefined) { try { new URL(address, base); return true; } catch { return false; } }
  static parse(address, base = undefined) { try { return new URL(address, base); } catch { return null; } }
  get origin() { return this.#parts.origin; }
  get searchParams() { return (this.#params ??= new URLSearchParams(this.#parts.search, (text) => { this.#change('search', text); })); }
  toString() { return this.#parts.href; }
  toJSON() { return this.#parts.href; }
  #change(part, value) { this.#parts = readUrl({ href: this.#parts.href, part, value: String(value) }); }
  static {
    for (const part of urlParts) {
      defineProperty(URL.prototype, part, {
        configurable: true, enumerable: true,
        get() { return this.#parts[part]; },
        set(value) { this.#change(part, value); if (part === 'search' || part === 'href') this.#params = undefined; },
      });
    }
  }
}
define(globalThis, 'URLSearchParams', URLSearchParams);
define(globalThis, 'URL', URL);

define(globalThis, 'structuredClone', (source) => {
  const copies = new Map();
  const copy = (value) => {
    if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('A ' + typeof value + ' cannot be cloned');
    if (typeof value !== 'object' || value === null) return value;
    if (copies.has(value)) return copies.get(value);
    const keep = (made) => { copies.set(value, made); return made; };
    switch (kindOf(value)) {
      case 'date': return keep(new Date(dateTime(value)));
      case 'buffer': return keep(value.slice(0));
      case 'typed': return keep(value.slice());
      case 'map': { const made = keep(new Map()); mapEach(value, (one, key) => { made.set(copy(key), copy(one)); }); return made; }
      case 'set': { const made = keep(new Set()); setEach(value, (one) => { made.add(copy(one)); }); return made; }
      case 'error': { const made = keep(new Error(value.message)); define(made, 'name', String(value.name)); define(made, 'stack', String(value.stack)); return made; }
      case 'array': { const made = keep([]); made.length = value.length; for (const key of Object.keys(value)) made[key] = copy(value[key]); return made; }
    }
    if (tagOf(value) === '[object RegExp]') return keep(new RegExp(value.source, value.flags));
    if (value instanceof Promise) throw new TypeError('A promise cannot be cloned');
    const made = keep({});
    for (const key of Object.keys(value)) define(made, key, copy(value[key])), defineProperty(made, key, { enumerable: true });
    return made;
  };
  return copy(source);
});
`;

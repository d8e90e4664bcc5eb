/** Keys that name a prototype wherever somebody merges what came from outside. */
const poisoned = /__proto__|\\u005f/i;

/**
 * Reads JSON that came from foreign code. Keys named `__proto__` are left out: `Object.assign` and
 * most merges would take them for the prototype of their target.
 * @throws SyntaxError when it is no JSON
 */
export function parsePlainData(json: string): unknown {
  if (!poisoned.test(json)) return JSON.parse(json);
  return JSON.parse(json, dropPrototype);
}

function dropPrototype(this: unknown, key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

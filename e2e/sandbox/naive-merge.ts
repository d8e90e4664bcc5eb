/** Merges as careless programs do: what is in `from` lands in `into`, whatever it is called. */
export function mergeCarelessly(into: object, from: unknown): void {
  if (typeof from !== 'object' || from === null) return;
  for (const [key, value] of Object.entries(from)) {
    if (typeof value !== 'object' || value === null) {
      Reflect.set(into, key, value);
      continue;
    }
    if (typeof Reflect.get(into, key) !== 'object') Reflect.set(into, key, {});
    const inside: unknown = Reflect.get(into, key);
    if (typeof inside === 'object' && inside !== null) mergeCarelessly(inside, value);
  }
}

/** What a merge of that kind has done to all objects of this process; cleans it up. */
export function takePollution(): boolean {
  const isPolluted = 'polluted' in {};
  Reflect.deleteProperty(Object.prototype, 'polluted');
  return isPolluted;
}

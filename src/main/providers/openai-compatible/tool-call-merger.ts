import { isJsonObject, parseJson, readText, type JsonObject } from '../json-value.ts';
import type { ToolCall } from '../provider.ts';

interface Slot {
  readonly index: number | undefined;
  id: string | undefined;
  name: string;
  text: string;
}

/** Puts the fragments of tool calls together. */
export interface ToolCallMerger {
  /** Takes one entry of `delta.tool_calls`; returns how many characters it added. */
  add(fragment: unknown): number;
  readonly count: number;
  /**
   * The calls in the order in which they began. One that was cut off is left out when `isCut`,
   * else it comes with `malformedArguments`.
   */
  take(isCut: boolean): readonly ToolCall[];
}

/** How much of unusable arguments the model is shown. */
const malformedChars = 500;

/** @param makeId makes an id for servers that give none. */
export function createToolCallMerger(makeId: () => string): ToolCallMerger {
  const slots: Slot[] = [];

  const open = (index: number | undefined): Slot => {
    const slot: Slot = { index, id: undefined, name: '', text: '' };
    slots.push(slot);
    return slot;
  };

  return {
    add(fragment) {
      if (!isJsonObject(fragment)) return 0;
      const call = isJsonObject(fragment['function']) ? fragment['function'] : {};
      const id = readText(fragment, 'id');
      const name = readText(call, 'name');
      const index = typeof fragment['index'] === 'number' ? fragment['index'] : undefined;
      const slot = findSlot(slots, index, id, name) ?? open(index);
      slot.id ??= id;
      if (slot.name === '') slot.name = name ?? '';
      const text = readArguments(call);
      slot.text += text;
      return text.length;
    },
    get count() {
      return slots.length;
    },
    take: (isCut) =>
      slots.map((slot) => finish(slot, makeId)).filter((call) => isKept(call, isCut)),
  };
}

/**
 * The call that a fragment goes on with. By the protocol `index` says so. Servers exist that give
 * every parallel call the index 0, and others that give none: there a new id with a name begins a
 * new call, and a fragment without an id belongs to the last one.
 */
function findSlot(
  slots: readonly Slot[],
  index: number | undefined,
  id: string | undefined,
  name: string | undefined,
): Slot | undefined {
  const isNamed = id !== undefined && name !== undefined;
  if (isNamed) {
    const same = slots.findLast((slot) => slot.id === id);
    if (same) return same;
  }
  const slot = index === undefined ? slots.at(-1) : slots.findLast((one) => one.index === index);
  if (!slot) return undefined;
  if (isNamed && slot.id !== undefined) return undefined;
  // No index and no id, but a name again: whole calls, one per fragment.
  const isWhole = index === undefined && id === undefined && name !== undefined;
  return isWhole && slot.name !== '' ? undefined : slot;
}

function readArguments(call: JsonObject): string {
  const value = call['arguments'];
  if (typeof value === 'string') return value;
  return isJsonObject(value) ? JSON.stringify(value) : '';
}

function finish(slot: Slot, makeId: () => string): ToolCall {
  const { name, text } = slot;
  const id = slot.id ?? makeId();
  // A tool without parameters is often called with nothing at all.
  const value = text.trim() === '' ? {} : parseJson(text);
  if (isJsonObject(value)) return { id, name, arguments: value };
  return { id, name, arguments: {}, malformedArguments: text.slice(0, malformedChars) };
}

function isKept(call: ToolCall, isCut: boolean): boolean {
  return call.name !== '' && !(isCut && call.malformedArguments !== undefined);
}

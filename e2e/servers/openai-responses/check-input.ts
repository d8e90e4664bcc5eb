import type { InputItem } from './request-schema.ts';
import type { Seal } from '../model-core/seal.ts';

/** What is wrong with a conversation, in the vendor's words. */
export interface InputBreach {
  readonly status: number;
  readonly message: string;
  readonly code: string | null;
}

/** What the server remembers of its own answers. */
export interface IssuedItems {
  /** The thought each call was made with, by the id of the call. */
  readonly reasoningOf: ReadonlyMap<string, string>;
  readonly seal: Seal;
}

const breach = (message: string, code: string | null = null, status = 400): InputBreach => ({
  status,
  message,
  code,
});

/**
 * The rules a schema cannot say: every call has its output and every output its call, thoughts come
 * back whole and stand right before what followed them. Nothing is stored here, as with
 * `store: false`.
 */
export function findInputBreach(
  items: readonly InputItem[],
  issued: IssuedItems,
): InputBreach | undefined {
  return findThoughtBreach(items, issued) ?? findCallBreach(items);
}

function findCallBreach(items: readonly InputItem[]): InputBreach | undefined {
  const open = new Set<string>();
  const seen = new Set<string>();
  for (const item of items) {
    if (item.type === 'function_call') {
      if (seen.has(item.call_id))
        return breach(`Duplicate function call with call_id ${item.call_id}.`);
      seen.add(item.call_id);
      open.add(item.call_id);
    } else if (item.type === 'function_call_output' && !open.delete(item.call_id)) {
      return breach(`No tool call found for function call output with call_id ${item.call_id}.`);
    }
  }
  const [first] = open;
  return first === undefined
    ? undefined
    : breach(`No tool output found for function call ${first}.`);
}

function findThoughtBreach(
  items: readonly InputItem[],
  { seal, reasoningOf }: IssuedItems,
): InputBreach | undefined {
  const present = new Set<string>();
  for (const [index, item] of items.entries()) {
    if (item.type === 'reasoning') {
      if (!item.encrypted_content) {
        const text = `Item with id '${item.id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`;
        return breach(text, null, 404);
      }
      if (seal.open(item.encrypted_content) !== item.id) {
        const text = `The encrypted content for item ${item.id} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`;
        return breach(text, 'invalid_encrypted_content');
      }
      const next = items[index + 1];
      if (
        next?.type !== 'function_call' &&
        next?.type !== 'message' &&
        next?.type !== 'reasoning'
      ) {
        return breach(
          `Item '${item.id}' of type 'reasoning' was provided without its required following item.`,
        );
      }
      present.add(item.id);
    }
    if (item.type !== 'function_call' || item.id === undefined) continue;
    const wanted = reasoningOf.get(item.id);
    if (wanted !== undefined && !present.has(wanted)) {
      return breach(
        `Item '${item.id}' of type 'function_call' was provided without its required 'reasoning' item: '${wanted}'.`,
      );
    }
  }
  return undefined;
}

import type ivm from 'isolated-vm';
import { findLastExpressions, type ExpressionPlace } from './find-last-expression.ts';
import type { Cell } from './isolate-pool.ts';

/** The name of the code in stacks and messages. */
export const codeName = 'code.js';

const opening = '(async () => {';
const closing = '\n})';
const valueOpening = 'return (';

/** A function of the isolate that runs the code, and how places in it lead back to the text. */
export interface Compiled {
  readonly fn: ivm.Reference;
  /** Where the text was changed: on this line, columns behind this one are further right. */
  readonly inserted?: { readonly line: number; readonly column: number } | undefined;
}

/** Columns that were added before the place of the last expression. */
export const insertedColumns = valueOpening.length;

/**
 * Makes an async function of the code; its value is what it returns or its last expression.
 * @throws the compiler's SyntaxError, with its place in the message
 */
export async function compileBody(cell: Cell, code: string): Promise<Compiled> {
  const options = { filename: codeName, columnOffset: -opening.length };
  const plain = cell.isolate.compileScript(opening + code + closing, options);
  const place = (await Promise.all([findValue(cell, code), plain]))[0];
  if (place === undefined) return { fn: await runForFunction(cell, await plain) };
  const { start, end } = place;
  const text = `${code.slice(0, start)}${valueOpening}${code.slice(start, end)})${code.slice(end)}`;
  const script = await cell.isolate.compileScript(opening + text + closing, options);
  const before = code.slice(0, start).split('\n');
  const inserted = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return { fn: await runForFunction(cell, script), inserted };
}

async function runForFunction(cell: Cell, script: ivm.Script): Promise<ivm.Reference> {
  return await script.run(cell.context, { reference: true });
}

/** The first place whose two halves compile each by itself; that makes it the last statement. */
async function findValue(cell: Cell, code: string): Promise<ExpressionPlace | undefined> {
  for (const place of findLastExpressions(code)) {
    const before = code.slice(0, place.start);
    const text = code.slice(place.start, place.end);
    const isPlace =
      (await doesCompile(cell, opening + before + closing)) &&
      (await doesCompile(cell, `(async () => (${text}\n))`));
    if (isPlace) return place;
  }
  return undefined;
}

async function doesCompile(cell: Cell, text: string): Promise<boolean> {
  try {
    (await cell.isolate.compileScript(text)).release();
    return true;
  } catch {
    return false;
  }
}

/** A module has no function of that name. */
export class FunctionMissing extends Error {}

/**
 * Runs a module and gives its exported function. It imports nothing.
 * @throws FunctionMissing, or what the code threw
 */
export async function compileModule(
  cell: Cell,
  code: string,
  name: string,
  timeoutMs: number,
): Promise<Compiled> {
  const module = await cell.isolate.compileModule(code, { filename: codeName });
  await module.instantiate(cell.context, (specifier) => {
    throw new Error(`there is nothing to import here, neither "${specifier}"`);
  });
  await module.evaluate({ timeout: timeoutMs });
  const fn: ivm.Reference = await module.namespace.get(name, { reference: true });
  if (fn.typeof !== 'function') throw new FunctionMissing(name);
  return { fn };
}

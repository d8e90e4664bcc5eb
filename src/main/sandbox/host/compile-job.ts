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
  for (const place of findLastExpressions(code)) {
    const script = await compileWithValue(cell, code, place);
    if (script !== undefined)
      return { fn: await runForFunction(cell, script), inserted: insertedAt(code, place) };
  }
  return { fn: await runForFunction(cell, await compile(cell, opening + code + closing)) };
}

function compile(cell: Cell, text: string): Promise<ivm.Script> {
  const options = { filename: codeName, columnOffset: -opening.length };
  return cell.isolate.compileScript(text, options);
}

/**
 * The code with the place as its value; undefined where that is not the last statement. It is when
 * both halves compile each by itself, what comes before as statements and the rest as an expression.
 * The isolate gets both texts at once: each answer of its thread costs as much as the compiling.
 */
async function compileWithValue(
  cell: Cell,
  code: string,
  { start, end }: ExpressionPlace,
): Promise<ivm.Script | undefined> {
  const before = code.slice(0, start);
  const value = code.slice(start, end);
  const whole = `${before}${valueOpening}${value})${code.slice(end)}`;
  try {
    const [script] = await Promise.all([
      compile(cell, opening + whole + closing),
      compile(cell, `${opening}${before}${closing}, (async () => (${value}\n))`),
    ]);
    return script;
  } catch {
    return undefined;
  }
}

function insertedAt(code: string, { start }: ExpressionPlace): Compiled['inserted'] {
  const before = code.slice(0, start).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

async function runForFunction(cell: Cell, script: ivm.Script): Promise<ivm.Reference> {
  return await script.run(cell.context, { reference: true });
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

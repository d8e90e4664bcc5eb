import { z } from 'zod';
import { parsePath } from '../../../shared/config/path.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { ConfigApplied, ConfigEditOp } from '../../config/service-types.ts';
import { describeSchema, schemaAt } from '../../config/settings.ts';
import { parseSyntax } from '../../../shared/json5/parse.ts';
import { toValue } from '../../../shared/json5/tree.ts';
import type { Subcommand, SubcommandDeps } from './context.ts';
import { effectWords, printProblems } from './output.ts';

const author = 'cli';

/** `set PATH VALUE`: VALUE is JSON5; what is not JSON5 is taken as text. */
export const setConfig: Subcommand = ([path = '', text = ''], deps) =>
  edit({ op: 'set', path, value: readArgument(path, text) }, deps);

/** `unset PATH`: takes the setting out of its file; the default counts again. */
export const unsetConfig: Subcommand = ([path = ''], deps) => edit({ op: 'delete', path }, deps);

/** `restore N`: an old version comes back, as a new one. */
export const restoreConfig: Subcommand = async ([text = ''], deps) => {
  const version = Number(text);
  if (!Number.isInteger(version)) throw new AppError('CONFIG_HISTORY_MISSING', { version: text });
  return report(await deps.service.restore(version, { author }), deps);
};

async function edit(op: ConfigEditOp, deps: SubcommandDeps): Promise<number> {
  const { hash } = deps.service.current();
  const request = { edits: [op], baseHash: hash, author, force: deps.isForced };
  return report(await deps.service.edit(request), deps);
}

function report(applied: ConfigApplied, { io, isJson }: SubcommandDeps): number {
  if (isJson) {
    io.stdout(JSON.stringify({ ok: true, ...applied }));
    return 0;
  }
  for (const effect of applied.effects) io.stdout(effectWords(effect));
  if (applied.effects.length === 0) io.stdout('nothing changes');
  printProblems(io, applied.problems);
  return 0;
}

/** Text stays text where the setting is one, so that a name like 007 needs no quotes. */
function readArgument(path: string, text: string): unknown {
  const parsed = parsePath(path);
  const schema = parsed && schemaAt(parsed);
  const value = parseOrText(text);
  const isText = schema !== undefined && describeSchema(schema).schema instanceof z.ZodString;
  return isText && typeof value !== 'string' && value !== null ? text : value;
}

function parseOrText(text: string): unknown {
  try {
    return toValue(parseSyntax(text));
  } catch {
    return text;
  }
}

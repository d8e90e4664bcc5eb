import type { ConfigPath } from '../../../../../shared/config/path.ts';
import type { Span } from '../../../../../shared/json5/tree.ts';
import { contextAt } from './cursor-context.ts';
import { schemaAt, type JsonSchema } from './schema-walk.ts';
import { fullPath, writtenAt, type Workspace } from './workspace.ts';

/** What is known about the place under the pointer. */
export type HoverFacts =
  | {
      readonly kind: 'setting';
      readonly path: ConfigPath;
      readonly schema: JsonSchema;
      readonly span: Span;
    }
  | { readonly kind: 'include'; readonly span: Span }
  | {
      readonly kind: 'variable' | 'secret';
      readonly name: string;
      /** Undefined: there is none of this name. */
      readonly detail: string | undefined;
      readonly span: Span;
    };

const reference = /\$\$|\$\{secret:([\w.-]+)\}|\$\{([A-Z_][A-Z0-9_]*)\}|\$([A-Z_][A-Z0-9_]*)/g;

/** Facts for a hover over a key, a value, or a variable in a text. */
export function hoverFacts(
  workspace: Workspace,
  file: string,
  offset: number,
): HoverFacts | undefined {
  const loose = workspace.read(file);
  const context = loose && contextAt(loose, offset);
  if (!context || context.kind === 'none') return undefined;
  const { start, end } = context.replace;
  if (start === end) return undefined;
  const local =
    context.kind === 'key' ? [...context.path, context.member?.key ?? ''] : context.path;
  if (local.includes('$include')) return { kind: 'include', span: { start, end } };
  const path = fullPath(workspace, file, local);
  const schema = schemaAt(workspace.knowledge.schema, path, writtenAt(workspace, file));
  if (context.kind === 'value' && schema?.literal !== true) {
    const variable = variableAt(workspace, loose.text.slice(start, end), start, offset);
    if (variable) return variable;
  }
  return schema ? { kind: 'setting', path, schema, span: { start, end } } : undefined;
}

function variableAt(
  { knowledge: { names } }: Workspace,
  source: string,
  start: number,
  offset: number,
): HoverFacts | undefined {
  for (const match of source.matchAll(reference)) {
    const span = { start: start + match.index, end: start + match.index + match[0].length };
    if (offset < span.start || offset >= span.end) continue;
    const [, secret, braced, plain] = match;
    const name = secret ?? braced ?? plain;
    if (name === undefined) return undefined;
    const kind = secret === undefined ? 'variable' : 'secret';
    const known = kind === 'variable' ? names.env : names.secrets;
    const found = known.find((each) => each.name === name);
    return { kind, name, detail: found && (found.detail ?? ''), span };
  }
  return undefined;
}

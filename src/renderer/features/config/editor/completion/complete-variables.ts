import type { LooseText } from '../../../../../shared/json5/parse-loose.ts';
import type { CursorContext } from '../language/cursor-context.ts';
import { schemaAt } from '../language/schema-walk.ts';
import { fullPath, writtenAt, type Workspace } from '../language/workspace.ts';
import { escapeSnippet, type Completion } from './completion.ts';

type ValueContext = Extract<CursorContext, { kind: 'value' }>;

const begun =
  /(?<!\$)\$(?:\{(?:s(?:e(?:c(?:r(?:e(?:t(?::[\w.-]*)?)?)?)?)?)?|[A-Z0-9_]*)?|[A-Z0-9_]*)$/;
const rest = /^[\w.:-]*\}?/;

/**
 * Variables and secrets after a `$` in a text.
 * @returns undefined when the cursor is not behind one, or `$` means nothing here
 */
export function completeVariables(
  workspace: Workspace,
  file: string,
  { text }: LooseText,
  { token, path }: ValueContext,
  offset: number,
): readonly Completion[] | undefined {
  if (token?.kind !== 'string') return undefined;
  const start = token.start + 1;
  const match = begun.exec(text.slice(start, offset));
  if (!match) return undefined;
  const full = fullPath(workspace, file, path);
  const schema = schemaAt(workspace.knowledge.schema, full, writtenAt(workspace, file));
  if (schema?.literal === true) return undefined;
  const inner = text.slice(offset, token.isBroken ? token.end : token.end - 1);
  const after = rest.exec(inner)?.[0].length ?? 0;
  const replace = { start: start + match.index, end: offset + after };
  const hasBrace = match[0].startsWith('${');
  const { env, secrets } = workspace.knowledge.names;
  const make = (written: string, kind: Completion['kind'], detail?: string): Completion => ({
    label: written,
    kind,
    detail: detail ?? '',
    schema: undefined,
    isRequired: false,
    snippet: escapeSnippet(written),
    replace,
    extra: [],
    filter: written,
    asksAgain: false,
  });
  return [
    ...env.map(({ name, detail }) =>
      make(hasBrace ? `\${${name}}` : `$${name}`, 'variable', detail),
    ),
    ...secrets.map(({ name, detail }) => make(`\${secret:${name}}`, 'secret', detail)),
  ];
}

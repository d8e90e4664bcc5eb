import type { LooseText } from '../../../../../shared/json5/parse-loose.ts';
import type { CursorContext } from '../language/cursor-context.ts';
import { namesFor } from '../language/names.ts';
import { choicesOf, schemaAt, type JsonSchema } from '../language/schema-walk.ts';
import { valueKindAt } from '../language/value-kinds.ts';
import { fullPath, writtenAt, type Workspace } from '../language/workspace.ts';
import { escapeSnippet, quoteText, type Completion } from './completion.ts';
import { usualQuote } from './usual-quote.ts';

type ValueContext = Extract<CursorContext, { kind: 'value' }>;

/** The values a setting can have: choices, its default, and names of what is there. */
export function completeValues(
  workspace: Workspace,
  file: string,
  loose: LooseText,
  context: ValueContext,
): readonly Completion[] {
  const path = fullPath(workspace, file, context.path);
  const schema = schemaAt(workspace.knowledge.schema, path, writtenAt(workspace, file));
  const kind = valueKindAt(path);
  const make = createCompletion(loose, context, schema);
  const names = kind
    ? namesFor(kind, workspace, file).map(({ name, detail }) =>
        make(name, kind === 'include' ? 'file' : 'name', detail),
      )
    : [];
  const choices = schema ? choicesOf(schema).map((choice) => make(choice, 'value')) : [];
  const own = [...choices, ...names, ...secretValues(workspace, schema, make)];
  return withoutTwins(own.length > 0 ? own : plainValues(schema, make));
}

type Make = (value: unknown, kind: Completion['kind'], detail?: string) => Completion;

/** A secret is best written as the name of a variable. */
function secretValues(
  { knowledge }: Workspace,
  schema: JsonSchema | undefined,
  make: Make,
): readonly Completion[] {
  if (schema?.secret !== true) return [];
  return [
    ...knowledge.names.env.map(({ name, detail }) => make(`$${name}`, 'variable', detail)),
    ...knowledge.names.secrets.map(({ name, detail }) =>
      make(`\${secret:${name}}`, 'secret', detail),
    ),
  ];
}

/** What can be written where nothing is to be chosen from: the default, or an empty value. */
function plainValues(schema: JsonSchema | undefined, make: Make): readonly Completion[] {
  const { default: usual } = schema ?? {};
  return usual === undefined || typeof usual === 'object' || usual === ''
    ? []
    : [make(usual, 'value')];
}

function createCompletion(
  loose: LooseText,
  { token, replace, commaAt }: ValueContext,
  schema: JsonSchema | undefined,
): Make {
  const first = loose.text[replace.start];
  const quote = first === '"' || first === "'" ? first : usualQuote(loose);
  return (value, kind, detail) => {
    const written = typeof value === 'string' ? quoteText(value, quote) : JSON.stringify(value);
    const isDefault = schema?.default === value;
    return {
      label: String(value),
      kind,
      detail: detail ?? '',
      schema: isDefault || kind === 'value' ? schema : undefined,
      isRequired: false,
      snippet: escapeSnippet(written),
      replace,
      extra: commaAt === undefined ? [] : [{ start: commaAt, end: commaAt, text: ',' }],
      // What is compared begins where the replacement does, also inside of quotes.
      filter: token?.kind === 'string' ? written : String(value),
      asksAgain: false,
    };
  };
}

function withoutTwins(completions: readonly Completion[]): readonly Completion[] {
  const seen = new Set<string>();
  return completions.filter(({ label }) => !seen.has(label) && seen.add(label));
}

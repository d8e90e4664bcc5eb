import { isPlainName } from '../../../../../shared/json5/list-tokens.ts';
import type { LooseText } from '../../../../../shared/json5/parse-loose.ts';
import type { CursorContext } from '../language/cursor-context.ts';
import {
  choicesOf,
  propertiesOf,
  schemaAt,
  type JsonSchema,
  type Property,
} from '../language/schema-walk.ts';
import { fullPath, writtenAt, type Workspace } from '../language/workspace.ts';
import { escapeSnippet, quoteText, type Completion } from './completion.ts';
import { usualQuote } from './usual-quote.ts';

type KeyContext = Extract<CursorContext, { kind: 'key' }>;

/** The settings that an object may have and has not yet: required ones first, rare ones last. */
export function completeKeys(
  workspace: Workspace,
  file: string,
  loose: LooseText,
  context: KeyContext,
): readonly Completion[] {
  const path = fullPath(workspace, file, context.path);
  const schema = schemaAt(workspace.knowledge.schema, path, writtenAt(workspace, file));
  const taken = new Set(
    context.object.members.filter((member) => member !== context.member).map(({ key }) => key),
  );
  const known = schema ? propertiesOf(schema) : [];
  const entries = path.join('.') === 'channels' ? listMessengers(workspace, schema) : [];
  const properties = [...known, ...entries].filter(({ key }) => !taken.has(key));
  const include = taken.has('$include') ? [] : [includeProperty];
  return [...sortProperties(properties), ...include].map((property) =>
    toCompletion(property, loose, context, entries.includes(property) ? 'entry' : 'setting'),
  );
}

const includeProperty: Property = {
  key: '$include',
  schema: { type: 'string' },
  isRequired: false,
};

/** The name of a channel is its messenger unless it says otherwise. */
function listMessengers(
  { knowledge }: Workspace,
  schema: JsonSchema | undefined,
): readonly Property[] {
  const entry = schema?.additionalProperties;
  return knowledge.names.channelTypes.map(({ name, detail }) => ({
    key: name,
    schema: {
      ...(typeof entry === 'object' ? entry : {}),
      type: 'object',
      ...(detail === undefined ? {} : { title: detail }),
    },
    isRequired: false,
  }));
}

function sortProperties(properties: readonly Property[]): readonly Property[] {
  const rank = ({ isRequired, schema }: Property): number => {
    if (isRequired) return 0;
    return schema.advanced === true ? 2 : 1;
  };
  return [...properties].sort((a, b) => rank(a) - rank(b));
}

function toCompletion(
  { key, schema, isRequired }: Property,
  loose: LooseText,
  context: KeyContext,
  kind: 'setting' | 'entry',
): Completion {
  const hasColon = context.member?.colon !== undefined;
  const name = escapeSnippet(writeKey(key, loose, context));
  const value = hasColon ? '' : `: ${stub(schema, usualQuote(loose))}${commaAfter(loose, context)}`;
  return {
    label: key,
    kind,
    detail: schema.title ?? '',
    schema,
    isRequired,
    snippet: `${name}${value}`,
    replace: context.replace,
    extra:
      context.commaAt === undefined
        ? []
        : [{ start: context.commaAt, end: context.commaAt, text: ',' }],
    filter: loose.text.slice(context.replace.start, context.replace.end).startsWith('"')
      ? `"${key}"`
      : key,
    asksAgain: !hasColon && schema.type !== 'object',
  };
}

/** Quoted as the key that is being replaced, or as the keys around are. */
function writeKey(key: string, { text }: LooseText, { replace, object }: KeyContext): string {
  const first = text[replace.start] ?? '';
  if (replace.end > replace.start && (first === '"' || first === "'")) return quoteText(key, first);
  const other = object.members.find(({ keySpan }) => keySpan.start !== replace.start);
  const isQuoted = other !== undefined && text[other.keySpan.start] === '"';
  return isQuoted || !isPlainName(key) ? quoteText(key, '"') : key;
}

/** The beginning of a value, with the cursor where it goes on. */
function stub(schema: JsonSchema, quote: '"' | "'"): string {
  if (choicesOf(schema).length > 0) return '$0';
  switch (schema.type) {
    case 'object':
      return '{$0}';
    case 'array':
      return '[$0]';
    case 'string':
      return `${quote}$0${quote}`;
    default:
      return '$0';
  }
}

/** A comma, unless there is one or the object ends on this line. */
function commaAfter({ text, tokens }: LooseText, { replace }: KeyContext): string {
  const next = tokens.find(({ kind, start }) => kind !== 'comment' && start >= replace.end);
  if (!next || next.kind === ',') return '';
  const isOnLine = !/[\n\r]/.test(text.slice(replace.end, next.start));
  return next.kind === '}' && isOnLine ? '' : ',';
}

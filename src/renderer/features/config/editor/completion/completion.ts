import type { Span } from '../../../../../shared/json5/tree.ts';
import type { JsonSchema } from '../language/schema-walk.ts';
import type { TextEdit } from '../language/text-edit.ts';

/** Something that can be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'setting' | 'entry' | 'value' | 'name' | 'variable' | 'secret' | 'file';
  /** A few words beside the label. */
  readonly detail: string;
  /** What is said about it at length. */
  readonly schema: JsonSchema | undefined;
  readonly isRequired: boolean;
  /** As a snippet: `$0` is where the cursor goes; `$`, `}` and `\` of the text itself are escaped. */
  readonly snippet: string;
  readonly replace: Span;
  /** Changes elsewhere that belong to it, such as a comma that is missing before. */
  readonly extra: readonly TextEdit[];
  /** What is written so far is compared with this. */
  readonly filter: string;
  /** Values can be chosen right after it. */
  readonly asksAgain: boolean;
}

/** A text as a snippet that inserts exactly it. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, String.raw`\$&`);
}

/** A text in quotes, escaped as JSON5 wants it. */
export function quoteText(text: string, quote: '"' | "'"): string {
  const inner = JSON.stringify(text).slice(1, -1);
  return quote === '"'
    ? `"${inner}"`
    : `'${inner.replaceAll(String.raw`\"`, '"').replaceAll("'", String.raw`\'`)}'`;
}

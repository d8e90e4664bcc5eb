import type { TFunction } from 'i18next';
import type { languages } from 'monaco-editor/editor/editor.api.js';
import { formatPath } from '../../../../../shared/config/path.ts';
import { hoverFacts, type HoverFacts } from '../language/hover-facts.ts';
import { describeSetting, escapeMarkdown } from './describe-setting.ts';
import { toRange, type FindContext } from './editor-context.ts';

/** Explains the setting or the variable under the pointer. */
export function createHoverProvider(find: FindContext): languages.HoverProvider {
  return {
    provideHover(model, position) {
      const context = find(model);
      if (!context) return undefined;
      const offset = model.getOffsetAt(position);
      const facts = hoverFacts(context.workspace(), context.file, offset);
      if (!facts) return undefined;
      const contents = describe(facts, context.words()).map((value) => ({ value }));
      return { contents, range: toRange(model, facts.span) };
    },
  };
}

function describe(facts: HoverFacts, t: TFunction): readonly string[] {
  switch (facts.kind) {
    case 'setting':
      return [
        `\`${formatPath(facts.path).replaceAll('`', "'")}\``,
        describeSetting(facts.schema, t),
      ].filter((part) => part !== '');
    case 'include':
      return [`\`$include\``, escapeMarkdown(t('editor.facts.include'))];
    case 'variable':
    case 'secret': {
      const { name, detail } = facts;
      const more = detail === undefined || detail === '' ? '' : ` · ${escapeMarkdown(detail)}`;
      return [`\`${name}\``, escapeMarkdown(stateWords(facts, t)) + more];
    }
  }
}

function stateWords({ kind, detail }: NamedFacts, t: TFunction): string {
  const state = detail === undefined ? 'missing' : 'isSet';
  return kind === 'variable' ? t(`editor.variable.${state}`) : t(`editor.secret.${state}`);
}

type NamedFacts = Extract<HoverFacts, { readonly name: string }>;

import type { TFunction } from 'i18next';
import { choicesOf, type JsonSchema } from '../language/schema-walk.ts';

/** What a setting is, as Markdown: title, help, kind, default, choices, and what a change does. */
export function describeSetting(schema: JsonSchema, t: TFunction, isRequired = false): string {
  const { title, description } = schema;
  const head = [title === undefined ? '' : `**${escapeMarkdown(title)}**`, kindWords(schema, t)];
  const facts = [
    isRequired ? t('editor.facts.required') : '',
    defaultWords(schema, t),
    rangeWords(schema, t),
    choiceWords(schema, t),
    schema.secret === true ? escapeMarkdown(t('editor.facts.secret')) : '',
    schema.literal === true ? escapeMarkdown(t('editor.facts.literal')) : '',
  ].filter((fact) => fact !== '');
  return [
    head.filter((part) => part !== '').join(' · '),
    description === undefined ? '' : escapeMarkdown(description),
    facts.join('  \n'),
    effectWords(schema, t),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Text as text: what a schema says never becomes a link or a tag. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~$]/g, String.raw`\$&`);
}

function kindWords({ type }: JsonSchema, t: TFunction): string {
  switch (type) {
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'object':
    case 'array':
      return t(`editor.types.${type}`);
    default:
      return '';
  }
}

function defaultWords({ default: usual }: JsonSchema, t: TFunction): string {
  if (usual === undefined || usual === '') return '';
  const text = JSON.stringify(usual);
  return text === '{}' ? '' : `${t('editor.facts.default')}: ${code(text)}`;
}

function rangeWords({ minimum: least, maximum: most }: JsonSchema, t: TFunction): string {
  return least === undefined || most === undefined || most >= Number.MAX_SAFE_INTEGER
    ? ''
    : t('editor.facts.range', { least, most });
}

function choiceWords(schema: JsonSchema, t: TFunction): string {
  const choices = schema.type === 'boolean' ? [] : choicesOf(schema);
  if (choices.length === 0) return '';
  const shown = choices.map((choice) => code(String(choice))).join(', ');
  return `${t('editor.facts.choices')}: ${shown}`;
}

function effectWords({ effect }: JsonSchema, t: TFunction): string {
  switch (effect) {
    case 'none':
    case 'agent':
    case 'channel':
    case 'listener':
      return `*${escapeMarkdown(t(`editor.effects.${effect}`))}*`;
    default:
      return '';
  }
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

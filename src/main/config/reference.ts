import { z } from 'zod';
import type { SettingEffect } from '../../shared/config/setting.ts';
import { listSettings, type ListedSetting } from './json-schema.ts';
import { describeSchema, sectionNames } from './settings.ts';

const effectWords: Readonly<Record<SettingEffect, string>> = {
  none: 'counts at once',
  agent: 'counts from the agent’s next turn',
  channel: 'restarts this channel',
  listener: 'binds the port again',
};

/** The reference of all settings as Markdown, made from the schema: it cannot be out of date. */
export function renderSettingsReference(): string {
  const settings = listSettings();
  const parts = sectionNames.map((section) => {
    const own = settings.filter((setting) => setting.section === section);
    return `## ${section}\n\n${own.map(renderSetting).join('\n')}`;
  });
  const head =
    '# Settings\n\nGenerated from the schema. `*` stands for a name that you choose, `[]` for each entry of a list.';
  return `${[head, ...parts].join('\n\n')}\n`;
}

function renderSetting({ path, schema }: ListedSetting): string {
  const { meta, defaultValue } = describeSchema(schema);
  const facts = [
    typeWords(schema),
    defaultValue === undefined ? undefined : `default \`${JSON.stringify(defaultValue)}\``,
    meta?.secret ? 'secret' : undefined,
    meta?.literal ? '`$` is plain text here' : undefined,
    meta?.advanced ? 'advanced' : undefined,
    meta ? effectWords[meta.effect] : undefined,
  ].filter((fact) => fact !== undefined);
  const help = meta ? `: **${meta.title}.** ${meta.help}` : '';
  return `- \`${path}\` (${facts.join('; ')})${help}`;
}

/** The kind of a value in words. */
function typeWords(schema: z.core.$ZodType): string {
  const inner = describeSchema(schema).schema;
  if (inner instanceof z.ZodEnum)
    return inner.options.map((choice) => `\`${choice}\``).join(' or ');
  if (inner instanceof z.ZodArray) return `list of ${typeWords(inner.def.element)}`;
  if (inner instanceof z.ZodRecord) return `object of ${typeWords(inner.def.valueType)}`;
  if (inner instanceof z.ZodObject) return 'object';
  if (inner instanceof z.ZodBoolean) return '`true` or `false`';
  if (inner instanceof z.ZodNumber) return inner.format === 'safeint' ? 'whole number' : 'number';
  return 'text';
}

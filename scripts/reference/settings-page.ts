import { agentEntry, sections } from '../../src/shared/config/schema.ts';
import { channelSchemas } from '../../src/shared/config/channels.ts';
import { markdownTable, pageText, type Page } from './page.ts';
import { boundsText, toJsonSchema, typeText, type JsonSchema } from './type-text.ts';

interface Setting {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

const effects: Readonly<Record<string, string>> = {
  none: 'at once',
  agent: 'from the next turn of the agent',
  channel: 'the channel restarts',
  listener: 'the port is bound again',
};

/** Every setting of `openclaw.json`. */
export const settingsPage: Page = {
  file: 'settings.md',
  render() {
    const { bindings, ...objects } = sections;
    const roots: readonly (readonly [string, JsonSchema])[] = [
      ...Object.entries(objects).map(([name, schema]) => [name, toJsonSchema(schema())] as const),
      ['agents.<id>', toJsonSchema(agentEntry())],
      ...Object.entries(channelSchemas).map(
        ([type, schema]) => [`channels.<id> (type ${type})`, toJsonSchema(schema())] as const,
      ),
    ];
    return pageText('Settings', [
      'What may stand in `openclaw.json` (JSON5), all of it optional unless it says *needed*. A key that is not listed is kept and has no effect.',
      ...roots.map(([name, schema]) => sectionBlock(name, schema)),
      `## bindings\n\nA list of rules; the most specific one decides. See [routing](../guides/routing.md).\n\n\`\`\`text\n${typeText(toJsonSchema(bindings()))}\n\`\`\``,
    ]);
  },
};

function sectionBlock(name: string, schema: JsonSchema): string {
  const rows = [...settingsOf(schema, '', false)].map((setting) => [
    `\`${setting.path}\``,
    `${setting.schema.title ?? ''}. ${setting.schema.description ?? ''}`.replace(/^\. /, ''),
    valueText(setting),
    effects[setting.schema.effect ?? ''] ?? '',
  ]);
  return `## ${name}\n\n${markdownTable(['Setting', 'What it is', 'Value', 'A change takes effect'], rows)}`;
}

function* settingsOf(schema: JsonSchema, prefix: string, isRequired: boolean): Generator<Setting> {
  const isLeaf = schema.title !== undefined;
  if (isLeaf) yield { path: prefix, schema, isRequired };
  const values = schema.additionalProperties;
  if (typeof values === 'object' && Object.keys(values).length > 0) {
    yield* settingsOf(values, `${prefix}.<name>`, false);
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const required = schema.required?.includes(name) ?? false;
    if (!isLeaf && !hasSettings(property)) yield { path, schema: property, isRequired: required };
    else yield* settingsOf(property, path, required);
  }
}

function hasSettings(schema: JsonSchema): boolean {
  const values = schema.additionalProperties;
  return (
    schema.title !== undefined ||
    schema.properties !== undefined ||
    (typeof values === 'object' && values.properties !== undefined)
  );
}

function valueText({ schema, isRequired }: Setting): string {
  const isObject = schema.type === 'object';
  const notes = [
    isObject ? 'object' : typeText(schema),
    boundsText(schema),
    isRequired ? '*needed*' : '',
    schema.default === undefined || isObject ? '' : `default \`${JSON.stringify(schema.default)}\``,
    schema.secret ? '*secret*' : '',
    schema.literal ? '`$` is plain text here' : '',
  ];
  return notes.filter((note) => note !== '').join('; ');
}

import { z } from 'zod';
import { channelSchemas } from '../../shared/config/channels.ts';
import { agentEntry, scheduleEntry, sections } from '../../shared/config/schema.ts';
import { lazy } from '../../shared/lazy.ts';
import type { ConfigSchemaDocument, UiHint } from './service-types.ts';
import { describeSchema, knownKeys, schemaBelow, sectionNames } from './settings.ts';

/** Everything that may be written in the root, as one schema. */
const rootSchema = lazy(() =>
  z.object({
    $schema: z.string().optional(),
    gateway: sections.gateway().optional(),
    agents: z.record(z.string(), agentEntry()).optional(),
    channels: z
      .record(z.string(), z.union(Object.values(channelSchemas).map((schema) => schema())))
      .optional(),
    models: sections.models().optional(),
    bindings: sections.bindings().optional(),
    session: sections.session().optional(),
    owner: sections.owner().optional(),
    logging: sections.logging().optional(),
    tools: sections.tools().optional(),
    schedules: z.record(z.string(), scheduleEntry()).optional(),
    memory: sections.memory().optional(),
    mcp: sections.mcp().optional(),
  }),
);

/** JSON Schema of the file and what an interface shows beside each setting. */
export function describeConfig(): ConfigSchemaDocument {
  const schema = z.toJSONSchema(rootSchema(), { io: 'input', unrepresentable: 'any' });
  return { schema, uiHints: Object.fromEntries(listSettings().map(toHint)) };
}

/** One setting of the file; `*` stands for any key, `[]` for any entry of a list. */
export interface ListedSetting {
  readonly path: string;
  readonly section: string;
  readonly order: number;
  readonly schema: z.core.$ZodType;
}

/** Every setting in the order in which it is shown. */
export function listSettings(): readonly ListedSetting[] {
  const found: Omit<ListedSetting, 'order'>[] = [];
  for (const section of sectionNames) {
    if (section === 'agents') found.push(...walk(agentEntry(), 'agents.*', section));
    else if (section === 'channels') found.push(...walkChannels());
    else if (section === 'schedules') found.push(...walk(scheduleEntry(), 'schedules.*', section));
    else found.push(...walk(sections[section](), section, section));
  }
  return found.map((setting, order) => ({ ...setting, order }));
}

/** What all messengers share is listed once; then what each of them adds. */
function walkChannels(): readonly Omit<ListedSetting, 'order'>[] {
  const seen = new Set<string>();
  return Object.values(channelSchemas)
    .flatMap((schema) => walk(schema(), 'channels.*', 'channels'))
    .filter(({ path }) => !seen.has(path) && seen.add(path));
}

function walk(
  schema: z.core.$ZodType,
  path: string,
  section: string,
): readonly Omit<ListedSetting, 'order'>[] {
  const place = describeSchema(schema);
  if (place.meta) return [{ path, section, schema }];
  const keys = knownKeys(schema);
  if (keys) {
    return keys.flatMap((key) => {
      const below = schemaBelow(schema, key);
      return below ? walk(below, `${path}.${key}`, section) : [];
    });
  }
  const below = schemaBelow(schema, '*');
  if (below)
    return walk(below, place.schema instanceof z.ZodArray ? `${path}[]` : `${path}.*`, section);
  return [{ path, section, schema }];
}

function toHint({ path, section, order, schema }: ListedSetting): readonly [string, UiHint] {
  const { meta } = describeSchema(schema);
  const title = path.split('.').at(-1) ?? path;
  return [path, { ...(meta ?? { title, help: '', effect: 'none' }), order, section }];
}

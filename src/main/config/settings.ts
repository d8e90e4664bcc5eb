import { z } from 'zod';
import { channelBase, channelSchemas, type ChannelType } from '../../shared/config/channels.ts';
import { agentEntry, scheduleEntry, sections } from '../../shared/config/schema.ts';
import type { ConfigPath } from '../../shared/config/path.ts';
import type { SettingMeta } from '../../shared/config/setting.ts';

/** A place in the schema: what may stand there and how it is described. */
export interface SettingPlace {
  /** Without optional and default wrappers. */
  readonly schema: z.core.$ZodType;
  readonly meta: SettingMeta | undefined;
  /** What a default wrapper puts in; undefined when there is none. */
  readonly defaultValue: unknown;
}

const metaShape = z.object({
  title: z.string(),
  description: z.string(),
  effect: z.enum(['none', 'agent', 'channel', 'listener']),
  secret: z.boolean().optional(),
  literal: z.boolean().optional(),
  advanced: z.boolean().optional(),
});

function readMeta(schema: z.core.$ZodType): SettingMeta | undefined {
  const parsed = metaShape.safeParse(z.globalRegistry.get(schema));
  if (!parsed.success) return undefined;
  const { title, description, effect, secret, literal, advanced } = parsed.data;
  return {
    title,
    help: description,
    effect,
    ...(secret === undefined ? {} : { secret }),
    ...(literal === undefined ? {} : { literal }),
    ...(advanced === undefined ? {} : { advanced }),
  };
}

/** Takes the wrappers off a schema and keeps what they say. */
export function describeSchema(schema: z.core.$ZodType): SettingPlace {
  let inner = schema;
  let meta = readMeta(inner);
  let defaultValue: unknown;
  for (let next = unwrap(inner); next; next = unwrap(inner)) {
    if (inner instanceof z.ZodDefault) defaultValue ??= inner.def.defaultValue;
    inner = next;
    meta ??= readMeta(inner);
  }
  return { schema: inner, meta, defaultValue };
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch
  ) {
    return schema.def.innerType;
  }
  if (schema instanceof z.ZodPipe) return schema.def.in;
  return schema instanceof z.ZodLazy ? schema.def.getter() : undefined;
}

/** The schema below a key or a list position, or undefined when nothing is known there. */
export function schemaBelow(
  schema: z.core.$ZodType,
  key: string | number,
): z.core.$ZodType | undefined {
  const inner = describeSchema(schema).schema;
  if (inner instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = inner.shape;
    return Object.hasOwn(shape, key) ? shape[key] : undefined;
  }
  if (inner instanceof z.ZodRecord) return inner.def.valueType;
  return inner instanceof z.ZodArray ? inner.def.element : undefined;
}

/** Keys an object schema knows; undefined when any key is fine. */
export function knownKeys(schema: z.core.$ZodType): readonly string[] | undefined {
  const inner = describeSchema(schema).schema;
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : undefined;
}

/** Names of the sections, in the order in which they are shown. */
export const sectionNames = [
  'gateway',
  'agents',
  'channels',
  'models',
  'bindings',
  'tools',
  'schedules',
  'memory',
  'mcp',
  'session',
  'owner',
  'logging',
] as const;

/** Whether this program has a messenger of that name. */
export function isChannelType(type: string): type is ChannelType {
  return Object.hasOwn(channelSchemas, type);
}

/** The schema of a channel's entry; of an unknown type only what all channels share. */
function channelSchema(type: string): z.ZodType {
  return isChannelType(type) ? channelSchemas[type]() : channelBase();
}

/**
 * The schema at a path of the configuration.
 * @param channelTypeOf resolves an instance to its type; without it an instance is its type.
 */
export function schemaAt(
  path: ConfigPath,
  channelTypeOf: (instance: string) => string = (instance) => instance,
): z.core.$ZodType | undefined {
  const [section, entry, ...rest] = path;
  if (section === undefined) return undefined;
  if (section === 'agents' || section === 'channels') {
    if (entry === undefined) return undefined;
    const top = section === 'agents' ? agentEntry() : channelSchema(channelTypeOf(String(entry)));
    return descend(top, rest);
  }
  if (section === 'schedules')
    return entry === undefined ? undefined : descend(scheduleEntry(), rest);
  if (!isSection(section)) return undefined;
  return descend(sections[section](), path.slice(1));
}

function isSection(name: string | number): name is keyof typeof sections {
  return Object.hasOwn(sections, name);
}

function descend(schema: z.core.$ZodType, path: ConfigPath): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((at, key) => at && schemaBelow(at, key), schema);
}

/** The description of the setting at a path. */
export function metaAt(
  path: ConfigPath,
  channelTypeOf?: (instance: string) => string,
): SettingMeta | undefined {
  const schema = schemaAt(path, channelTypeOf);
  return schema && describeSchema(schema).meta;
}

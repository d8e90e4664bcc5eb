import { z } from 'zod';
import { lazy } from '../../../shared/lazy.ts';
import type { ConfigPath } from '../../../shared/config/path.ts';

/** A part of the JSON Schema of the configuration, as far as a form looks at it. */
export interface SchemaNode {
  readonly type?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly enum?: readonly (string | number | boolean | null)[] | undefined;
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  readonly additionalProperties?: SchemaNode | boolean | undefined;
  readonly items?: SchemaNode | undefined;
  readonly anyOf?: readonly SchemaNode[] | undefined;
  readonly required?: readonly string[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly format?: string | undefined;
  readonly secret?: boolean | undefined;
  readonly literal?: boolean | undefined;
  readonly advanced?: boolean | undefined;
  /** The messenger, in the schema of a channel. */
  readonly channelType?: string | undefined;
}

const nodeShape: () => z.ZodType<SchemaNode> = lazy(() =>
  z.object({
    type: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    default: z.unknown().optional(),
    enum: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    get properties() {
      return z.record(z.string(), nodeShape()).optional();
    },
    get additionalProperties() {
      return z.union([z.boolean(), nodeShape()]).optional();
    },
    get items() {
      return nodeShape().optional();
    },
    get anyOf() {
      return z.array(nodeShape()).optional();
    },
    required: z.array(z.string()).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    maxLength: z.number().optional(),
    format: z.string().optional(),
    secret: z.boolean().optional(),
    literal: z.boolean().optional(),
    advanced: z.boolean().optional(),
    channelType: z.string().optional(),
  }),
);

/** Reads a JSON Schema; undefined when it is none. */
export function readSchema(schema: unknown): SchemaNode | undefined {
  const read = nodeShape().safeParse(schema);
  return read.success ? read.data : undefined;
}

/**
 * The schema of the value at a path.
 * @param channelType which of several messengers is meant; the first one that has the key otherwise
 */
export function schemaNodeAt(
  root: SchemaNode,
  path: ConfigPath,
  channelType?: string,
): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>(
    (node, key) => node && resolveNode(childNode(resolveNode(node, channelType), key), channelType),
    root,
  );
}

function childNode(node: SchemaNode | undefined, key: string | number): SchemaNode | undefined {
  const child = node?.properties?.[key];
  if (child) return child;
  if (typeof node?.additionalProperties === 'object') return node.additionalProperties;
  return node?.items;
}

/** Of several schemas the one of the messenger. */
function resolveNode(
  node: SchemaNode | undefined,
  channelType: string | undefined,
): SchemaNode | undefined {
  if (!node?.anyOf) return node;
  return node.anyOf.find((each) => each.channelType === channelType) ?? node.anyOf.at(-1);
}

/** Messengers the schema knows. */
export function channelTypesOf(root: SchemaNode): readonly string[] {
  const entry = root.properties?.['channels']?.additionalProperties;
  const all = typeof entry === 'object' ? (entry.anyOf ?? [entry]) : [];
  return all.flatMap(({ channelType }) => channelType ?? []);
}

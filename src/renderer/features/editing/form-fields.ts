import { isRecord } from '../../../shared/is-record.ts';
import type { ConfigPath } from '../../../shared/config/path.ts';
import type { SchemaNode } from './schema-node.ts';

/** How a setting is edited. */
export type FieldKind =
  | 'text'
  | 'prompt'
  | 'number'
  | 'switch'
  | 'choice'
  | 'list'
  | 'record'
  | 'group'
  | 'secret'
  | 'unknown';

/** One setting of a form. Its path begins at the entry. */
export interface FormField {
  readonly path: ConfigPath;
  readonly key: string;
  readonly kind: FieldKind;
  readonly node: SchemaNode;
  readonly isRequired: boolean;
  readonly isAdvanced: boolean;
  /** Of a group: what is in it. */
  readonly fields: readonly FormField[];
}

/** The settings of an object in the order of the schema; nested objects are groups. */
export function fieldsOf(node: SchemaNode, path: ConfigPath = []): readonly FormField[] {
  return Object.entries(node.properties ?? {}).map(([key, child]): FormField => {
    const kind = kindOf(child);
    const below = [...path, key];
    return {
      path: below,
      key,
      kind,
      node: child,
      isRequired: node.required?.includes(key) ?? false,
      isAdvanced: child.advanced ?? false,
      fields: kind === 'group' ? fieldsOf(child, below) : [],
    };
  });
}

function kindOf(node: SchemaNode): FieldKind {
  if (node.secret === true && node.type === 'string') return 'secret';
  if (node.enum) return 'choice';
  switch (node.type) {
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return node.literal === true ? 'prompt' : 'text';
    case 'array':
      return node.items?.type === 'string' ? 'list' : 'unknown';
    case 'object':
      if (node.properties) return 'group';
      return isTextRecord(node) ? 'record' : 'unknown';
    default:
      return 'unknown';
  }
}

function isTextRecord({ additionalProperties }: SchemaNode): boolean {
  return typeof additionalProperties === 'object' && additionalProperties.type === 'string';
}

/** What a value is edited with: a variable in place of a number or a switch is a text. */
export function kindOfValue(field: FormField, value: unknown): FieldKind {
  if (value === undefined || fits(field, value)) return field.kind;
  const canBeText = field.kind === 'number' || field.kind === 'switch' || field.kind === 'choice';
  return canBeText && typeof value === 'string' ? 'text' : 'unknown';
}

/** Whether what stands in the file is of the kind that the schema asks for. */
function fits({ kind, node }: FormField, value: unknown): boolean {
  switch (kind) {
    case 'number':
      return typeof value === 'number';
    case 'switch':
      return typeof value === 'boolean';
    case 'choice':
      return node.enum?.some((each) => each === value) ?? false;
    case 'text':
    case 'prompt':
    case 'secret':
      return typeof value === 'string';
    case 'list':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    case 'record':
      return isRecord(value) && Object.values(value).every((each) => typeof each === 'string');
    case 'group':
      return isRecord(value);
    case 'unknown':
      return true;
  }
}

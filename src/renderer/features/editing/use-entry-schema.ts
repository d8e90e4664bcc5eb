import { useMemo } from 'react';
import type { ConfigPath } from '../../../shared/config/path.ts';
import { readSchema, schemaNodeAt, type SchemaNode } from './schema-node.ts';
import { useConfig } from './use-draft.ts';

/** The whole schema; undefined until it was read. */
export function useSchema(): SchemaNode | undefined {
  const schema = useConfig((state) => state.schema?.schema);
  return useMemo(() => (schema === undefined ? undefined : readSchema(schema)), [schema]);
}

/**
 * The schema of an entry or section; undefined until it was read.
 * @param channelType of a channel: the messenger
 */
export function useEntrySchema(path: ConfigPath, channelType?: string): SchemaNode | undefined {
  const root = useSchema();
  // A walk of a few steps: cheaper than remembering it.
  return root && schemaNodeAt(root, path, channelType);
}

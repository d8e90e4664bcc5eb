import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { lazy } from '../../../shared/lazy.ts';
import { readJsonSchema, type JsonObjectSchema } from '../json-schema/read-json-schema.ts';

/** One tool as a server describes it. Everything in it is what a stranger says of himself. */
export interface ServerTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonObjectSchema;
  /** Hints: true only where the server says so outright. */
  readonly isReadOnly: boolean;
  readonly isIdempotent: boolean;
  readonly isDestructive: boolean;
}

// Looser than the SDK's own: there one odd tool makes the whole list invalid.
const foundTool = lazy(() =>
  z.looseObject({
    name: z.string().min(1).max(256),
    title: z.string().optional().catch(undefined),
    description: z.string().optional().catch(undefined),
    inputSchema: z.unknown().optional(),
    annotations: z
      .looseObject({
        readOnlyHint: z.boolean().optional().catch(undefined),
        idempotentHint: z.boolean().optional().catch(undefined),
        destructiveHint: z.boolean().optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
);

export interface ToolListReading {
  readonly tools: readonly ServerTool[];
  /** What was left out or changed, for the log. */
  readonly oddities: readonly string[];
}

/** Reads what a server says it can do; whatever can't be used is left out and named. */
export function readToolList(found: readonly unknown[]): ToolListReading {
  const tools = new Map<string, ServerTool>();
  const oddities: string[] = [];
  for (const [index, one] of found.entries()) {
    if (tools.size >= limits.mcp.toolsPerServer) {
      oddities.push(`only the first ${limits.mcp.toolsPerServer} tools are used`);
      break;
    }
    const parsed = foundTool().safeParse(one);
    if (!parsed.success) oddities.push(`tool ${index + 1} has no name`);
    else if (!tools.has(parsed.data.name)) {
      const tool = toServerTool(parsed.data, oddities);
      tools.set(tool.name, tool);
    }
  }
  return { tools: [...tools.values()], oddities: oddities.slice(0, 20) };
}

function toServerTool(
  found: z.output<ReturnType<typeof foundTool>>,
  oddities: string[],
): ServerTool {
  const { name, annotations } = found;
  const { schema, problem } = readJsonSchema(found.inputSchema, {
    maxBytes: limits.mcp.schemaBytes,
    maxDepth: limits.mcp.schemaDepth,
  });
  if (problem !== undefined) oddities.push(`the schema of "${name}" is not used: ${problem}`);
  const isReadOnly = annotations?.readOnlyHint === true;
  return {
    name,
    description: (found.description ?? found.title ?? name).slice(0, limits.mcp.descriptionChars),
    inputSchema: schema,
    isReadOnly,
    isIdempotent: annotations?.idempotentHint === true,
    isDestructive: !isReadOnly && annotations?.destructiveHint === true,
  };
}

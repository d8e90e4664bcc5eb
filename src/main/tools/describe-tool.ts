import { z } from 'zod';
import type { ToolSpec } from '../providers/provider.ts';
import type { Tool } from './tool.ts';

/** What a model is told of a tool: its schema as JSON Schema, with defaults as optional fields. */
export function describeTool(tool: Tool): ToolSpec {
  const { name, description } = tool;
  if (tool.jsonSchema) return { name, description, parameters: tool.jsonSchema };
  const { $schema: _, ...parameters } = z.toJSONSchema(tool.parameters(), { io: 'input' });
  return { name, description, parameters };
}

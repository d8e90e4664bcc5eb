import { z } from 'zod';
import type { ToolSpec } from '../providers/provider.ts';
import type { Tool } from './tool.ts';

/** What a model is told of a tool: its schema as JSON Schema, with defaults as optional fields. */
export function describeTool(tool: Tool): ToolSpec {
  const { $schema: _, ...parameters } = z.toJSONSchema(tool.parameters(), { io: 'input' });
  return { name: tool.name, description: tool.description, parameters };
}

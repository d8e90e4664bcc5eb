import { defineErrors } from '../spec.ts';

/** What can go wrong with mcp. */
export const mcpErrors = defineErrors({});

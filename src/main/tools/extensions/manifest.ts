import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { lazy } from '../../../shared/lazy.ts';
import { readJsonSchema } from '../json-schema/read-json-schema.ts';
import { hostFault } from './host-pattern.ts';

/** What the name of an extension and of a tool may be. */
export const extensionName = /^[A-Za-z][\w-]{0,39}$/;
const identifier = /^[A-Za-z_$][\w$]{0,63}$/;

const host = lazy(() =>
  z
    .string()
    .max(300)
    .superRefine((text, context) => {
      const message = hostFault(text);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }),
);

const folder = lazy(() =>
  z.strictObject({
    path: z
      .string()
      .max(4_096)
      .regex(/^(?:\/|~\/|[A-Za-z]:[\\/])/, 'begin it with "/" or "~/"'),
    write: z.boolean().default(false),
  }),
);

const permissions = lazy(() =>
  z.strictObject({
    hosts: z.array(host()).max(limits.extensions.hosts).default([]),
    folders: z.array(folder()).max(limits.extensions.folders).default([]),
    secrets: z
      .array(
        z
          .string()
          .regex(/^[A-Z_][A-Z0-9_]{0,99}$/, 'use capital letters, digits and "_"')
          // Whoever holds one of these is the owner.
          .refine(
            (name) => !name.startsWith('OPENCLAW_'),
            'secrets of the gateway itself stay there',
          ),
      )
      .max(limits.extensions.secrets)
      .default([]),
  }),
);

const parameters = lazy(() =>
  z.record(z.string(), z.unknown()).superRefine((found, context) => {
    const { problem } = readJsonSchema(found, {
      maxBytes: limits.extensions.schemaBytes,
      maxDepth: limits.extensions.schemaDepth,
    });
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  }),
);

const tool = lazy(() =>
  z.strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z][\w-]{0,63}$/, 'use letters, digits, "_" and "-", beginning with a letter')
      .refine(
        (name) => !name.startsWith('mcp_'),
        'names beginning with mcp_ belong to MCP servers',
      ),
    description: z.string().trim().min(1).max(limits.extensions.descriptionChars),
    /** JSON Schema of an object. */
    parameters: parameters().default({ type: 'object', properties: {} }),
    /** Whether the owner is asked before each call. */
    asks: z.enum(['always', 'never']).optional(),
    /** Running it twice does no more than running it once. */
    repeatable: z.boolean().default(false),
    /** The exported function; as the tool when absent. */
    function: z.string().regex(identifier, 'it must be the name of a function').optional(),
  }),
);

/** `extension.json5` of an extension, strictly. */
export const manifestSchema = lazy(() =>
  z.strictObject({
    name: z.string().regex(extensionName, 'use letters, digits, "_" and "-"; at most 40 of them'),
    version: z.string().min(1).max(32),
    description: z.string().trim().min(1).max(500),
    main: z
      .string()
      .max(100)
      .regex(/^[\w-][\w.-]*\.(?:ts|js|mjs)$/, 'name a .ts or .js file in the same folder')
      .default('index.ts'),
    permissions: permissions().prefault({}),
    tools: z
      .array(tool())
      .min(1)
      .max(limits.extensions.toolsEach)
      .superRefine((tools, context) => {
        tools.forEach(({ name, function: given }, index) => {
          if (tools.findIndex((one) => one.name === name) < index)
            context.addIssue({
              code: 'custom',
              path: [index, 'name'],
              message: 'it is there twice',
            });
          if (given === undefined && !identifier.test(name))
            context.addIssue({
              code: 'custom',
              path: [index, 'name'],
              message: 'a function can’t be called so; add "function"',
            });
        });
      }),
  }),
);

export type Manifest = z.output<ReturnType<typeof manifestSchema>>;
export type ManifestTool = Manifest['tools'][number];

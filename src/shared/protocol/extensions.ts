import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

const problem = lazy(() =>
  z.strictObject({
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    /** Relative to the extension's or the skill's folder. */
    file: z.string().optional(),
    line: z.int().optional(),
    column: z.int().optional(),
  }),
);

/** What an extension may reach; all of it stands in its manifest and is granted by the owner as a whole. */
export const extensionPermissions = lazy(() =>
  z.strictObject({
    /** `api.example.com`, `api.example.com:8443` or `*.example.com`. */
    hosts: z.array(z.string()),
    folders: z.array(z.strictObject({ path: z.string(), write: z.boolean() })),
    /** Names; their values go into request headers and are never seen by the code. */
    secrets: z.array(z.string()),
  }),
);
export type ExtensionPermissions = z.output<ReturnType<typeof extensionPermissions>>;

export const extensionRow = lazy(() =>
  z.strictObject({
    /** Of its folder. */
    name: z.string(),
    version: z.string().optional(),
    description: z.string().optional(),
    /** `last-good`: what was saved last does not work, what was there before runs on. */
    state: z.enum(['ready', 'needs-approval', 'last-good', 'broken']),
    tools: z.array(z.string()),
    permissions: extensionPermissions(),
    /** Names these very permissions; an approval is for them and no others. */
    permissionsHash: z.string(),
    approval: z.enum(['not-needed', 'missing', 'outdated', 'given']),
    /** UTC milliseconds. */
    approvedAt: z.int().optional(),
    problems: z.array(problem()),
  }),
);
export type ExtensionRow = z.output<ReturnType<typeof extensionRow>>;
export type ExtensionProblem = ExtensionRow['problems'][number];

export const mcpServerRow = lazy(() =>
  z.strictObject({
    name: z.string(),
    kind: z.enum(['program', 'http']),
    /** `idle`: nobody has needed it yet; `waiting`: it ended and is started again after a pause. */
    state: z.enum(['off', 'idle', 'starting', 'ready', 'waiting']),
    /** The server's own names, also those that the config leaves out. */
    tools: z.array(z.string()),
    /** What it calls itself. */
    title: z.string().optional(),
    pid: z.int().optional(),
    problem: problem().optional(),
  }),
);
export type McpServerRow = z.output<ReturnType<typeof mcpServerRow>>;

export const skillRow = lazy(() =>
  z.strictObject({
    name: z.string(),
    description: z.string(),
    /** Why it is not used. */
    problem: problem().optional(),
  }),
);
export type SkillRow = z.output<ReturnType<typeof skillRow>>;

const named = lazy(() => z.strictObject({ name: z.string().min(1).max(64) }));
const oneExtension = lazy(() => z.strictObject({ extension: extensionRow() }));

/** Tools of the owner: extensions that run in the sandbox, servers of the Model Context Protocol, skills. */
export const extensionMethods = defineMethods({
  'extension.list': {
    scope: 'operator.read',
    summary: 'The extensions there are, what they may reach and what is wrong with them.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() => z.strictObject({ folder: z.string(), extensions: z.array(extensionRow()) })),
  },
  'extension.approve': {
    scope: 'operator.admin',
    summary: 'Grants an extension the permissions of its manifest.',
    params: lazy(() =>
      z.strictObject({
        name: z.string().min(1).max(64),
        /** The permissions that were read; refused when the manifest says others meanwhile. */
        permissionsHash: z.string().min(1).max(128),
      }),
    ),
    result: oneExtension,
  },
  'extension.revoke': {
    scope: 'operator.admin',
    summary: 'Takes the permissions of an extension back; its tools stay and say so.',
    params: named,
    result: oneExtension,
  },
  'extension.remove': {
    scope: 'operator.admin',
    summary: 'Deletes an extension: its folder, its approval and what it kept.',
    params: named,
    result: lazy(() => z.strictObject({ ok: z.literal(true) })),
  },
  'extension.reload': {
    scope: 'operator.admin',
    summary: 'Reads the extensions again now, as if they had been saved.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() => z.strictObject({ extensions: z.array(extensionRow()) })),
  },
  'mcp.list': {
    scope: 'operator.read',
    summary: 'The configured MCP servers and how they do.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() => z.strictObject({ servers: z.array(mcpServerRow()) })),
  },
  'mcp.restart': {
    scope: 'operator.admin',
    summary: 'Ends an MCP server and starts it at once.',
    params: named,
    result: lazy(() => z.strictObject({ server: mcpServerRow() })),
  },
  'skills.list': {
    scope: 'operator.read',
    summary: 'The skills there are, and those that can’t be used and why.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() => z.strictObject({ folder: z.string(), skills: z.array(skillRow()) })),
  },
});

export const extensionEvents = defineEvents({});

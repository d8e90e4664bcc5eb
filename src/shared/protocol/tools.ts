import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { defineEvents, defineMethods } from './spec.ts';

/** What a tool can reach; shown to the owner and used by profiles. */
export const toolTouches = [
  'nothing', // computes only
  'system', // reads facts about this gateway
  'memory', // notes about people
  'schedules',
  'web', // fetches from the network
  'browser',
  'files', // the agent's workspace
  'machine', // programs of this computer
  'chats', // writes to people
  'sessions', // reads other conversations
  'extension', // what its manifest says
  'server', // what an MCP server does
] as const;
export type ToolTouch = (typeof toolTouches)[number];

/** Where a tool comes from. */
export const toolSource = lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('built-in') }),
    z.strictObject({ kind: z.literal('extension'), name: z.string() }),
    z.strictObject({ kind: z.literal('mcp'), server: z.string() }),
  ]),
);
export type ToolSource = z.output<ReturnType<typeof toolSource>>;

export const toolRow = lazy(() =>
  z.strictObject({
    name: z.string(),
    description: z.string(),
    source: toolSource(),
    touches: z.array(z.enum(toolTouches)),
    /** A second run does no more than the first. */
    isRepeatable: z.boolean(),
    /** Whether it asks the owner first, before rules are looked at. */
    asks: z.enum(['never', 'sometimes', 'always']),
    /** In seconds; the turn's own deadline when absent. */
    timeoutSeconds: z.number().optional(),
    /** JSON Schema of its arguments. */
    parameters: z.record(z.string(), z.unknown()),
    /** Why it can't be used at the moment, whoever asks. */
    problem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
  }),
);
export type ToolRow = z.output<ReturnType<typeof toolRow>>;

/** Why an agent may or may not use a tool; the first of these that says no decides. */
export const toolVerdicts = [
  'allowed',
  'not-listed', // not in agents.<id>.tools
  'left-out', // by a "!" in agents.<id>.tools
  'denied-for-everybody', // tools.deny
  'not-on-channel', // channels.<id>.tools
  'not-available', // allowed, but does not work now
  'unknown', // named, but there is no such tool
] as const;

export const effectiveTool = lazy(() =>
  z.strictObject({
    name: z.string(),
    verdict: z.enum(toolVerdicts),
    /** The entry of a list that decided, such as "@safe" or "!shell". */
    entry: z.string().optional(),
    /** Where that list stands, such as agents.assistant.tools. */
    path: z.string().optional(),
    problem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).optional(),
  }),
);
export type EffectiveTool = z.output<ReturnType<typeof effectiveTool>>;

export const toolMethods = defineMethods({
  'tools.catalog': {
    scope: 'operator.read',
    summary: 'Every tool there is, what it touches and whether it asks.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() =>
      z.strictObject({
        tools: z.array(toolRow()),
        /** Profiles by name, built in and of the owner, with the tools they stand for now. */
        profiles: z.record(z.string(), z.array(z.string())),
      }),
    ),
  },
  'tools.effective': {
    scope: 'operator.read',
    summary: 'What an agent may use, and why not the rest.',
    params: lazy(() =>
      z.strictObject({
        agentId: z.string().min(1),
        /** As for a message of this channel. */
        channel: z.string().min(1).optional(),
      }),
    ),
    result: lazy(() => z.strictObject({ agentId: z.string(), tools: z.array(effectiveTool()) })),
  },
  'tools.invoke': {
    scope: 'operator.admin',
    summary: 'Runs one tool as a person tries it out; whoever asks for it has allowed it.',
    params: lazy(() =>
      z.strictObject({
        name: z.string().min(1).max(128),
        args: z.record(z.string(), z.unknown()).default({}),
        /** As this agent: with its workspace and memory, and only what it may use. */
        agentId: z.string().min(1).optional(),
        idempotencyKey: z.string().min(1).max(256).optional(),
      }),
    ),
    result: lazy(() =>
      z.strictObject({
        isError: z.boolean(),
        /** What a model would have read. */
        text: z.string(),
        durationMs: z.number(),
        images: z.array(z.strictObject({ mimeType: z.string(), data: z.string() })).optional(),
      }),
    ),
  },
});

export const toolEvents = defineEvents({
  'tools.changed': {
    scope: 'operator.read',
    summary: 'Tools came or went: an extension or a skill was saved, a server started or broke.',
    payload: lazy(() =>
      z.strictObject({ reason: z.enum(['extension', 'mcp', 'skill', 'config']) }),
    ),
    isLogged: true,
  },
});

import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { setting } from './setting.ts';
import { toolList } from './tools.ts';

/** One entry of `mcp.servers`: a program (command) or an address (url) that brings tools. */
export const mcpServer = lazy(() =>
  z
    .object({
      enabled: setting(z.boolean().default(true), {
        title: 'Enabled',
        help: 'Off ends the server and takes its tools away.',
        effect: 'agent',
      }),
      command: setting(z.string().min(1).max(1_024).optional(), {
        title: 'Program',
        help: 'What is started; it is spoken to over its standard input and output.',
        effect: 'agent',
      }),
      args: setting(z.array(z.string().max(4_096)).max(100).default([]), {
        title: 'Arguments',
        help: 'Of the program.',
        effect: 'agent',
      }),
      env: setting(z.record(z.string(), z.string().max(16_384)).default({}), {
        title: 'Environment',
        help: 'The variables the program sees, beside PATH, HOME and LANG. Write secrets as $NAME.',
        effect: 'agent',
        secret: true,
      }),
      cwd: setting(z.string().max(4_096).optional(), {
        title: 'Folder',
        help: 'Where the program runs; a folder of its own in the state directory when absent.',
        effect: 'agent',
        advanced: true,
      }),
      url: setting(z.url().optional(), {
        title: 'Address',
        help: 'Of a server that is reached over streamable HTTP.',
        effect: 'agent',
      }),
      headers: setting(z.record(z.string(), z.string().max(16_384)).default({}), {
        title: 'Headers',
        help: 'Sent with each request, such as Authorization. Write secrets as $NAME.',
        effect: 'agent',
        secret: true,
      }),
      tools: setting(toolList().default(['*']), {
        title: 'Tools',
        help: 'Which of the server’s tools are taken over, by the server’s own names.',
        effect: 'agent',
      }),
      asks: setting(z.enum(['always', 'writes', 'never']).default('writes'), {
        title: 'Ask first',
        help: 'writes: before every tool that the server does not mark as only reading.',
        effect: 'none',
      }),
      timeoutSeconds: setting(z.number().min(1).max(3_600).default(60), {
        title: 'Longest call',
        help: 'In seconds.',
        effect: 'none',
        advanced: true,
      }),
    })
    .refine(
      (server) => (server.command === undefined) !== (server.url === undefined),
      'give it either a command or a url',
    ),
);

/** Section `mcp`. */
export const mcpSection = lazy(() =>
  z.object({
    servers: setting(z.record(z.string().regex(/^[\w-]{1,32}$/), mcpServer()).default({}), {
      title: 'Servers',
      help: 'By name. Their tools are called mcp_<server>_<tool>.',
      effect: 'agent',
    }),
  }),
);

export type McpServerConfig = z.output<ReturnType<typeof mcpServer>>;

import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { setting } from './setting.ts';

/**
 * A list of tools as it is written for an agent, a channel or a profile: names, `name*` for all that
 * begin so, `@profile`, and `!` in front of any of them to leave it out. A list of nothing but `!`
 * means everything else.
 */
export const toolList = lazy(() => z.array(z.string().min(1).max(128)).max(500));

/** One rule about calls that are asked about; the first that fits decides. */
export const approvalRule = lazy(() =>
  z.object({
    tool: setting(z.string().min(1).max(128), {
      title: 'Tool',
      help: 'Its name, or name* for all that begin so.',
      effect: 'none',
    }),
    agent: setting(z.string().optional(), {
      title: 'Agent',
      help: 'Only calls of this agent.',
      effect: 'none',
    }),
    channel: setting(z.string().optional(), {
      title: 'Channel',
      help: 'Only calls for messages of this channel.',
      effect: 'none',
    }),
    when: setting(z.record(z.string(), z.string().max(1_000)).optional(), {
      title: 'Arguments',
      help: 'By argument, what it must look like; * stands for anything.',
      effect: 'none',
    }),
    action: setting(z.enum(['allow', 'ask', 'deny']), {
      title: 'What to do',
      help: 'allow runs it, ask waits for you, deny refuses it.',
      effect: 'none',
    }),
  }),
);

const approvals = lazy(() =>
  z.object({
    expireMinutes: setting(z.number().min(1).max(10_080).default(60), {
      title: 'Wait for an answer',
      help: 'In minutes; what nobody has answered by then counts as denied.',
      effect: 'none',
    }),
    rules: setting(z.array(approvalRule()).max(500).default([]), {
      title: 'Rules',
      help: 'What runs, asks or is refused, before what each tool does by itself.',
      effect: 'none',
    }),
    askAboveCost: setting(z.number().positive().optional(), {
      title: 'Ask when a turn costs more',
      help: 'In US dollars: once a turn has cost that much, its next tool call asks first.',
      effect: 'none',
    }),
    chat: setting(z.string().max(512).optional(), {
      title: 'Where you are asked',
      help: 'A chat of yours such as telegram:direct:42, for what happens in other people’s chats. Your last direct chat when absent.',
      effect: 'none',
    }),
  }),
);

const web = lazy(() =>
  z.object({
    allowPrivate: setting(z.array(z.string().min(1).max(256)).max(200).default([]), {
      title: 'Private addresses',
      help: 'Hosts, host:port or networks such as 192.168.1.0/24 that web_fetch and browser may reach. All other private addresses are blocked.',
      effect: 'none',
    }),
    timeoutSeconds: setting(z.number().min(1).max(300).default(20), {
      title: 'Longest wait for a page',
      help: 'In seconds.',
      effect: 'none',
      advanced: true,
    }),
    maxBytes: setting(z.int().min(1_024).max(100_000_000).default(5_000_000), {
      title: 'Largest page',
      help: 'In bytes, unpacked.',
      effect: 'none',
      advanced: true,
    }),
  }),
);

export const searchProviders = ['brave', 'tavily', 'serper', 'searxng'] as const;

const search = lazy(() =>
  z.object({
    provider: setting(z.enum(searchProviders).optional(), {
      title: 'Search provider',
      help: 'Without one, the first whose key is there is used.',
      effect: 'none',
    }),
    apiKey: setting(z.string().optional(), {
      title: 'Key',
      help: 'Write it as an environment variable, such as $BRAVE_API_KEY.',
      effect: 'none',
      secret: true,
    }),
    baseUrl: setting(z.url().optional(), {
      title: 'Address',
      help: 'Where your SearXNG is; for the others only to pass a proxy.',
      effect: 'none',
    }),
  }),
);

const browser = lazy(() =>
  z.object({
    executable: setting(z.string().optional(), {
      title: 'Browser program',
      help: 'The path of Chromium or Chrome. Looked for in the usual places when absent.',
      effect: 'none',
    }),
    visible: setting(z.boolean().default(false), {
      title: 'Show the window',
      help: 'So that you can watch, or sign in somewhere yourself.',
      effect: 'none',
    }),
    idleMinutes: setting(z.number().min(1).max(1_440).default(10), {
      title: 'Close after',
      help: 'In minutes without use.',
      effect: 'none',
      advanced: true,
    }),
  }),
);

const shell = lazy(() =>
  z.object({
    enabled: setting(z.boolean().default(false), {
      title: 'Shell',
      help: 'Lets agents that have the tool "shell" run programs on this machine, each call after you allowed it.',
      effect: 'none',
    }),
    env: setting(
      z
        .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/))
        .max(100)
        .default([]),
      {
        title: 'Environment',
        help: 'Names of the variables a command may see, beside PATH, HOME and LANG.',
        effect: 'none',
      },
    ),
    timeoutSeconds: setting(z.number().min(1).max(3_600).default(60), {
      title: 'Longest run',
      help: 'In seconds; then the command and its children are ended.',
      effect: 'none',
      advanced: true,
    }),
  }),
);

const code = lazy(() =>
  z.object({
    timeoutSeconds: setting(z.number().min(0.1).max(120).default(10), {
      title: 'Longest run',
      help: 'In seconds of the clock and of the processor.',
      effect: 'none',
      advanced: true,
    }),
    memoryMb: setting(z.int().min(8).max(1_024).default(64), {
      title: 'Memory',
      help: 'In megabytes, for one run.',
      effect: 'none',
      advanced: true,
    }),
  }),
);

/** Section `tools`: what holds for the tools of all agents. It guards: when it is not valid, it is closed. */
export const toolsSection = lazy(() =>
  z.object({
    profiles: setting(z.record(z.string().regex(/^[\w-]{1,64}$/), toolList()).default({}), {
      title: 'Profiles',
      help: 'Lists of tools by name; an agent uses one as "@name". safe, standard and all are there already.',
      effect: 'agent',
    }),
    deny: setting(toolList().default([]), {
      title: 'Denied for everybody',
      help: 'Tools that no agent may use, whatever its own list says.',
      effect: 'agent',
    }),
    approvals: approvals().prefault({}),
    web: web().prefault({}),
    search: search().prefault({}),
    browser: browser().prefault({}),
    shell: shell().prefault({}),
    code: code().prefault({}),
  }),
);

export type ToolsConfig = z.output<ReturnType<typeof toolsSection>>;

/** What is in effect while the section is not valid: nobody may use anything. */
export function closedTools(): ToolsConfig {
  return { ...toolsSection().parse({}), deny: ['*'] };
}

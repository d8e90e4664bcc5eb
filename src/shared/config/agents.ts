import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { heartbeat } from './schedules.ts';
import { setting } from './setting.ts';
import { toolList } from './tools.ts';

/** What happens to a message that arrives while the agent is answering in the same conversation. */
export const queueModes = ['steer', 'followup', 'collect', 'interrupt'] as const;
export type QueueMode = (typeof queueModes)[number];

export const queueMode = lazy(() => z.enum(queueModes));

/** How much a model thinks before it answers; each provider says it in its own terms. */
export const thinkingLevels = ['off', 'low', 'medium', 'high'] as const;
export type ThinkingLevel = (typeof thinkingLevels)[number];

const budget = lazy(() =>
  z.object({
    dailyCost: setting(z.number().positive().optional(), {
      title: 'Daily cost',
      help: 'In US dollars, for one day in the owner’s time zone. Reserved before each call: a hard stop.',
      effect: 'agent',
    }),
    turnCost: setting(z.number().positive().optional(), {
      title: 'Cost of one turn',
      help: 'In US dollars. A turn that would cost more is stopped.',
      effect: 'agent',
    }),
    dailyTokens: setting(z.int().positive().optional(), {
      title: 'Daily tokens',
      help: 'Input and output together, for one day. What limits models that have no price.',
      effect: 'agent',
    }),
  }),
);

/** How far one turn of an agent may go. */
const agentLimits = lazy(() => ({
  temperature: setting(z.number().min(0).max(2).optional(), {
    title: 'Temperature',
    help: 'Lower is steadier, higher is freer. Left to the model when absent.',
    effect: 'agent',
    advanced: true,
  }),
  thinking: setting(z.enum(thinkingLevels).optional(), {
    title: 'Thinking',
    help: 'How much a model that can think does so before it answers. Left to the model when absent.',
    effect: 'agent',
  }),
  maxOutputTokens: setting(z.int().min(16).max(1_000_000).default(4_096), {
    title: 'Longest answer',
    help: 'In tokens. It is reserved from the budget before each call.',
    effect: 'agent',
    advanced: true,
  }),
  contextTokens: setting(z.int().min(1_024).max(10_000_000).default(32_768), {
    title: 'Context window',
    help: 'In tokens. Older messages are summarised when a conversation grows beyond it.',
    effect: 'agent',
    advanced: true,
  }),
  timeoutSeconds: setting(z.int().min(5).max(86_400).default(600), {
    title: 'Deadline of a turn',
    help: 'A turn that takes longer is ended visibly.',
    effect: 'agent',
    advanced: true,
  }),
  maxSteps: setting(z.int().min(1).max(500).default(40), {
    title: 'Most steps of a turn',
    help: 'Model calls in one turn, after which it is stopped.',
    effect: 'agent',
    advanced: true,
  }),
}));

/** One entry of section `agents`. */
export const agentEntry = lazy(() =>
  z.object({
    name: setting(z.string().max(80).optional(), {
      title: 'Name',
      help: 'What people see. Without one, the name under which it stands in the configuration.',
      effect: 'agent',
    }),
    model: setting(
      z
        .string()
        .regex(/^[^/\s]+\/\S+$/, 'write it as provider/model')
        .optional(),
      {
        title: 'Model',
        help: 'As provider/model. Without one, the first model that is there is used, else the offline assistant.',
        effect: 'agent',
      },
    ),
    fallbacks: setting(z.array(z.string()).max(8).default([]), {
      title: 'Fallbacks',
      help: 'Models that are tried in this order when the first one does not answer.',
      effect: 'agent',
    }),
    systemPrompt: setting(z.string().max(100_000).default(''), {
      title: 'System prompt',
      help: 'Who the assistant is and how it behaves.',
      effect: 'agent',
      literal: true,
    }),
    tools: setting(toolList().default(['@safe']), {
      title: 'Tools',
      help: 'What the agent may use: names, name*, @profile, and ! in front to leave one out. Without a list: what can do no harm.',
      effect: 'agent',
    }),
    skills: setting(z.array(z.string().max(64)).max(200).default(['*']), {
      title: 'Skills',
      help: 'Which of the folders in skills/ it knows of, by name.',
      effect: 'agent',
    }),
    workspace: setting(z.string().max(4_096).optional(), {
      title: 'Workspace',
      help: 'The folder the tools files and shell work in; one in the state directory when absent.',
      effect: 'agent',
    }),
    heartbeat: heartbeat().optional(),
    default: setting(z.boolean().default(false), {
      title: 'Default agent',
      help: 'Answers whatever no binding and no channel gives to another agent.',
      effect: 'agent',
    }),
    enabled: setting(z.boolean().default(true), {
      title: 'Enabled',
      help: 'Off keeps the agent and its conversations, but it does not answer.',
      effect: 'agent',
    }),
    ...agentLimits(),
    queue: setting(queueMode().default('steer'), {
      title: 'When a message arrives meanwhile',
      help: 'steer: the running turn sees it; followup: a turn of its own; collect: one turn for all that came; interrupt: stop and answer the new one.',
      effect: 'agent',
    }),
    budget: budget().prefault({}),
  }),
);

export type AgentConfig = z.output<ReturnType<typeof agentEntry>>;

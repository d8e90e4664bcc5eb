import type { JsonSchema } from './schema-walk.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

const agent: JsonSchema = {
  type: 'object',
  properties: {
    temperature: { type: 'number', advanced: true },
    model: { type: 'string', title: 'Model', description: 'As provider/model.', effect: 'agent' },
    tools: { type: 'array', items: { type: 'string' } },
    queue: { type: 'string', enum: ['steer', 'collect'], default: 'steer' },
    systemPrompt: { type: 'string', literal: true },
    default: { type: 'boolean', default: false },
  },
};

const channel: JsonSchema = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    agent: { type: 'string' },
    node: { type: 'string' },
  },
};

/** A small schema that is built like that of the gateway. */
const schema: JsonSchema = {
  type: 'object',
  properties: {
    gateway: {
      type: 'object',
      properties: {
        port: { type: 'integer', default: 18_789, minimum: 1, maximum: 65_535 },
        name: { type: 'string', title: 'Name' },
      },
    },
    agents: { type: 'object', additionalProperties: agent },
    channels: {
      type: 'object',
      additionalProperties: {
        anyOf: [
          {
            ...channel,
            properties: { ...channel.properties, token: { type: 'string', secret: true } },
            required: ['token'],
          },
          channel,
        ],
      },
    },
    bindings: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          match: { type: 'object', properties: { channel: { type: 'string' } } },
          agent: { type: 'string' },
        },
      },
    },
  },
};

/** Files with a little known about them, for tests; the root is `openclaw.json`. */
export function testWorkspace(texts: Readonly<Record<string, string>>): Workspace {
  const { 'openclaw.json': root = '{}', ...others } = texts;
  const files = Object.entries({ 'openclaw.json': root, ...others });
  return createWorkspace(
    files.map(([path, raw]) => ({ path, raw })),
    {
      schema,
      uiHints: {},
      names: {
        agents: [{ name: 'far' }],
        channels: [],
        channelTypes: [{ name: 'telegram', detail: 'Telegram' }, { name: 'web' }],
        nodes: [{ name: 'vps' }],
        models: [{ name: 'openai/gpt-5' }],
        tools: [{ name: 'browser' }],
        profiles: [{ name: 'safe' }],
        env: [{ name: 'TELEGRAM_BOT_TOKEN', detail: '.env' }],
        secrets: [{ name: 'FAMILY' }],
      },
    },
  );
}

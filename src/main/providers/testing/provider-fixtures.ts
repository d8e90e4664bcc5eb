import type { ProviderConfig } from '../../../shared/config/models.ts';
import type { AppError } from '../../../shared/errors/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { silentLog } from '../../platform/log.ts';
import type { ModelImage, ModelRequest, ProviderDeps, ToolSpec } from '../provider.ts';

/** A tool spec with one required text, for tests of providers. */
export const echoSpec: ToolSpec = {
  name: 'echo',
  description: 'Says the text again.',
  parameters: {
    type: 'object',
    properties: { text: { type: 'string' } },
    required: ['text'],
    additionalProperties: false,
  },
};

/** A request with one user message. */
export function makeRequest(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: 'echo',
    system: 'You are helpful.',
    messages: [{ role: 'user', text }],
    tools: [],
    maxOutputTokens: 256,
    ...more,
  };
}

/** The smallest pictures there are; their types are what tests look at. */
export const pngImage: ModelImage = {
  mimeType: 'image/png',
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
};
export const gifImage: ModelImage = {
  mimeType: 'image/gif',
  data: 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
};

/** A conversation with a picture beside words and one in the result of a tool. */
export function makePictureRequest(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
  const call = { id: 'call_1', name: 'echo', arguments: { text: 'look' } };
  return makeRequest(text, {
    tools: [echoSpec],
    messages: [
      { role: 'user', text, images: [pngImage] },
      { role: 'assistant', text: '', toolCalls: [call] },
      { role: 'tool', callId: call.id, name: call.name, text: 'here', images: [gifImage] },
    ],
    ...more,
  });
}

/** What a provider told its monitor. */
export interface Heard {
  readonly worked: string[];
  readonly failed: AppError[];
}

/** Everything a provider needs, with a monitor that remembers. Retries do not wait. */
export function makeProviderDeps(
  config: Partial<ProviderConfig> = {},
  more: Partial<ProviderDeps> = {},
): ProviderDeps & { readonly heard: Heard } {
  const heard: Heard = { worked: [], failed: [] };
  return {
    id: 'test',
    config: {
      api: 'openai-compatible',
      endpoint: 'responses',
      models: [],
      prices: {},
      attemptTimeoutSeconds: 60,
      chunkTimeoutSeconds: 30,
      retries: 0,
      ...config,
    },
    clock: systemClock,
    log: silentLog,
    random: () => 0,
    monitor: {
      worked: (model) => void heard.worked.push(model),
      failed: (_model, error) => void heard.failed.push(error),
    },
    ...more,
    heard,
  };
}

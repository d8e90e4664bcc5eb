import { expect, it, onTestFinished } from 'vitest';
import { startOllamaServer } from '../../../e2e/servers/ollama/control.ts';
import { modelsSection } from '../../shared/config/models.ts';
import { systemClock } from '../platform/clock.ts';
import { silentLog } from '../platform/log.ts';
import { createModelRegistry } from './create-model-registry.ts';

const { signal } = new AbortController();

async function start(providers: unknown = {}) {
  const server = await startOllamaServer();
  const models = modelsSection().parse({ providers });
  const registry = createModelRegistry({
    config: () => ({ models }),
    env: () => ({}),
    clock: systemClock,
    log: silentLog,
    ollamaUrl: server.baseUrl,
  });
  onTestFinished(async () => {
    registry.close();
    await server.stop();
  });
  return { server, registry };
}

it('lists an Ollama that nobody configured with what its models take and can', async () => {
  const { registry, server } = await start();
  const find = async (id: string) =>
    (await registry.list({ refresh: true })).find((one) => one.id === id);
  expect(await find('ollama/qwen3:8b')).toEqual({
    id: 'ollama/qwen3:8b',
    name: 'qwen3:8b',
    provider: 'ollama',
    available: true,
    contextWindow: 40_960,
    price: { input: 0, output: 0 },
    supportsTools: true,
    reasoning: true,
    input: ['text'],
  });
  expect(registry.resolve('ollama/qwen3:8b')).toMatchObject({
    price: { input: 0, output: 0 },
    contextTokens: 40_960,
  });
  // It is chosen by nobody but the user, and is gone from the list when it stops.
  expect(registry.resolve(undefined).id).toBe('offline/assistant');
  await server.stop();
  expect(await find('ollama/qwen3:8b')).toBeUndefined();
});

it('says what is away when an Ollama was configured', async () => {
  const { registry } = await start({
    studio: { api: 'ollama', baseUrl: 'http://127.0.0.1:1', models: ['llama3'] },
  });
  const rows = await registry.list();
  expect(rows.find((one) => one.id === 'studio/llama3')).toMatchObject({ available: false });
  expect(registry.overview().find((one) => one.id === 'studio')).toMatchObject({
    state: 'failing',
    error: { code: 'PROVIDER_OLLAMA_AWAY' },
  });
});

it('makes embeddings by the provider that has them, and says who has none', async () => {
  const { registry } = await start();
  const embed = (id: string) => {
    const { provider, model } = registry.resolve(id);
    return provider.embed!(model, ['a'], signal);
  };
  expect((await embed('ollama/nomic-embed-text')).vectors).toHaveLength(1);
  await expect(embed('offline/assistant')).rejects.toMatchObject({
    code: 'PROVIDER_NO_EMBEDDINGS',
    values: { provider: 'offline' },
  });
});

import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { startOpenAiBench } from '../testing/openai-bench.ts';
import type { Script } from '../testing/scripted-server.ts';

const { signal } = new AbortController();

describe('the list of models', () => {
  it.each<readonly [unknown, readonly unknown[]]>([
    [{ data: [{ id: 'a', context_length: 8 }, { id: '' }, 7] }, [{ id: 'a', contextWindow: 8 }]],
    [[{ id: 'b', max_model_len: 9 }], [{ id: 'b', contextWindow: 9 }]],
    [{ models: [{ name: 'c' }] }, [{ id: 'c', contextWindow: undefined }]],
  ])('is read from %j', async (body, models) => {
    const { provider } = await startOpenAiBench(
      ({ response }) => void response.end(JSON.stringify(body)),
    );
    expect(await provider.listModels(signal)).toEqual(models);
  });

  it('is the configured one where the server has none', async () => {
    const { provider } = await startOpenAiBench(
      ({ response }) => void response.writeHead(404).end(),
      { models: ['mine'] },
    );
    expect(await provider.listModels(signal)).toEqual([{ id: 'mine' }]);
  });

  it.each<readonly [string, Script]>([
    ['PROVIDER_KEY_REFUSED', ({ response }) => void response.writeHead(401).end()],
    ['PROVIDER_ANSWER_MALFORMED', ({ response }) => void response.end('<html>')],
    [
      'PROVIDER_ANSWER_TOO_LARGE',
      ({ response }) => {
        response.on('error', () => undefined);
        response.write(Buffer.alloc(limits.provider.modelListBytes + 1, 32));
      },
    ],
    [
      'PROVIDER_LINE_BROKEN',
      ({ response }) => {
        response.write('{"data', () => response.destroy());
      },
    ],
  ])('fails with %s and tells the monitor', async (code, script) => {
    const { provider, heard } = await startOpenAiBench(script);
    await expect(provider.listModels(signal)).rejects.toMatchObject({ code });
    expect(heard.failed).toMatchObject([{ code }]);
  });

  it('is not waited for longer than its limit', async () => {
    const clock = createDrivenClock();
    const { provider } = await startOpenAiBench(
      () => clock.advance(limits.provider.modelListMs),
      {},
      { clock },
    );
    await expect(provider.listModels(signal)).rejects.toMatchObject({ code: 'PROVIDER_SILENT' });
  });

  it('is given up when it is aborted', async () => {
    const controller = new AbortController();
    const { provider, heard } = await startOpenAiBench(() => controller.abort(new Error('enough')));
    await expect(provider.listModels(controller.signal)).rejects.toThrow('enough');
    await expect(provider.listModels(controller.signal)).rejects.toThrow('enough');
    expect(heard.failed).toEqual([]);
  });
});

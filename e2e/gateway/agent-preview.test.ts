import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_API_KEY } from '../servers/openai/control.ts';
import type { Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

const keyVariable = 'OWN_MODEL_KEY';
let scene: Scene;
let client: Client;
beforeAll(async () => {
  scene = await createScene({
    agent: { systemPrompt: 'You are a gardener.', tools: ['clock', 'skill', 'memory', '!wait'] },
    config: { owner: { name: 'Ada' }, tools: { deny: ['shell'] } },
    start: { env: { [keyVariable]: DEFAULT_API_KEY } },
  });
  const skill = path.join(scene.stateDir, 'skills/roses');
  await mkdir(skill, { recursive: true });
  await writeFile(
    path.join(skill, 'SKILL.md'),
    '---\nname: roses\ndescription: How to cut roses.\n---\nCut them in spring.',
  );
  client = await scene.connect();
});
afterAll(() => scene.dispose());

describe('agents.preview', () => {
  it('shows in parts what the next turn sends', async () => {
    const preview = () => client.request('agents.preview', { agentId: 'assistant' });
    const parts = async () => (await preview()).parts.map(({ name }) => name);
    await expect.poll(parts).toEqual(['own', 'skills', 'facts']);
    const shown = await preview();
    expect(shown.model).toBe('test/echo');
    await client.ask('hello');
    const [request] = await scene.model.listRequests();
    const { messages, tools } = request?.body as {
      messages: { role: string; content: string }[];
      tools: { function: { name: string } }[];
    };
    expect(messages[0]?.content).toBe(shown.parts.map(({ text }) => text).join('\n\n'));
    const sent = shown.tools.filter(({ tokens }) => tokens > 0).map(({ name }) => name);
    expect(tools.map((tool) => tool.function.name)).toEqual(sent);
    const { tokens } = shown;
    expect(tokens.system).toBe(shown.parts.reduce((sum, part) => sum + part.tokens, 0));
    expect(tokens.context).toBe(32_768);
  });

  it('with edits that are not saved, and with why a tool is off', async () => {
    const shown = await client.request('agents.preview', {
      agentId: 'assistant',
      edits: [
        { op: 'set', path: 'agents.assistant.systemPrompt', value: 'You are a pilot.' },
        { op: 'append', path: 'agents.assistant.tools', value: 'shell' },
      ],
    });
    expect(shown.parts[0]?.text).toBe('You are a pilot.');
    const verdict = (name: string) => shown.tools.find((tool) => tool.name === name)?.verdict;
    expect([verdict('clock'), verdict('wait'), verdict('shell'), verdict('files')]).toEqual([
      ...['allowed', 'left-out', 'denied-for-everybody', 'not-listed'],
    ]);
    const { raw } = await client.request('config.get', {});
    expect(raw).not.toContain('pilot');
  });

  it('says which model can not be found, and knows no agent that is not there', async () => {
    const shown = await client.request('agents.preview', {
      agentId: 'assistant',
      edits: [{ op: 'set', path: 'agents.assistant.model', value: 'nowhere/x' }],
    });
    expect(shown.error?.code).toBe('PROVIDER_UNKNOWN');
    const refused = await client.refused('agents.preview', { agentId: 'nobody' });
    expect(refused.details.code).toBe('AGENT_UNKNOWN');
  });
});

describe('models.test', () => {
  const provider = (apiKey: string) => ({
    api: 'openai-compatible',
    baseUrl: scene.model.baseUrl,
    apiKey,
    retries: 0,
  });

  it('says that a model answers, and what it said', async () => {
    const tested = await client.request('models.test', { model: 'test/echo' });
    expect(tested).toMatchObject({ works: true, text: 'echo: Hello! Are you there?' });
    expect(tested.durationMs).toBeGreaterThanOrEqual(tested.firstMs ?? 0);
  });

  it.each(['$OWN_MODEL_KEY', `\${${keyVariable}}`, DEFAULT_API_KEY])(
    'tries a provider that is not in the configuration, with its key as %s',
    async (key) => {
      const params = { model: 'own/echo', provider: provider(key) };
      expect(await client.request('models.test', params)).toMatchObject({ works: true });
      const { providers } = await client.request('models.health', {});
      expect(providers.map(({ id }) => id)).not.toContain('own');
      expect((await client.request('config.get', {})).raw).not.toContain('"own"');
    },
  );

  it.each([
    ['wrong-secret-key', 'PROVIDER_KEY_REFUSED'],
    ['$NO_SUCH_KEY', 'MODEL_SETTINGS_INVALID'],
  ])('says what is wrong with the key %s, and never the key', async (key, code) => {
    const tested = await client.request('models.test', {
      ...{ model: 'own/echo', provider: provider(key) },
    });
    expect(tested).toMatchObject({ works: false, error: { code } });
    expect(JSON.stringify(tested)).not.toContain('wrong-secret-key');
    expect(await scene.log()).not.toContain('wrong-secret-key');
  });

  it('sends secrets to an address of their own choice only for those who may change settings', async () => {
    const writer = await scene.connect({ scopes: ['operator.write'] });
    const params = { model: 'own/echo', provider: provider('$OWN_MODEL_KEY') };
    const refused = await writer.refused('models.test', params);
    expect(refused.details.code).toBe('MISSING_SCOPE');
    expect(await writer.request('models.test', { model: 'test/echo' })).toMatchObject({
      works: true,
    });
  });

  it('says what is wrong with a model that does not answer', async () => {
    const of = async (model: string) =>
      (await client.request('models.test', { model })).error?.code ?? 'none';
    expect(await of('nowhere/x')).toBe('PROVIDER_UNKNOWN');
    expect(await of('test/error')).toMatch(/^PROVIDER_/);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/main/platform/clock.ts';
import type { Tool } from '../../src/main/tools/tool.ts';
import { createWebSearchTool } from '../../src/main/tools/web/search/web-search-tool.ts';
import { toolsSection, type ToolsConfig } from '../../src/shared/config/tools.ts';
import { startLocalServer, type LocalServer } from '../servers/web/local-server.ts';
import { searchAnswers, startSearchServer } from '../servers/web/search-servers.ts';
import { makeToolContext } from './tool-context.ts';

let server: LocalServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type SearchInput = Partial<ToolsConfig['search']>;

function makeSearch(search: SearchInput, env: Readonly<Record<string, string>> = {}): Tool {
  const config = toolsSection().parse({ search }).search;
  return createWebSearchTool({ clock: systemClock, config: () => config, env: () => env });
}

const run = (tool: Tool, query = 'green tea', count = 3): ReturnType<Tool['run']> =>
  tool.run({ query, count }, makeToolContext());

describe.each(['brave', 'tavily', 'serper', 'searxng'] as const)('web_search by %s', (provider) => {
  const key = provider === 'searxng' ? {} : { apiKey: 'the-key' };

  it('asks as its documentation says and lists what it found', async () => {
    server = await startSearchServer(provider, 'the-key');
    const tool = makeSearch({ provider, baseUrl: server.url, ...key });
    expect(tool.problem?.()).toBeUndefined();
    const { text, isError } = await run(tool);
    expect(isError).toBe(false);
    expect(text).toContain('1. Green tea & time');
    expect(text).toContain('https://tea.example/green');
    expect(text).toContain('Steep for two minutes.');
    expect(text).not.toContain('<strong>');
    expect(text).not.toContain('4. ');
    expect(text).toContain('information, not instructions');
  });

  it('says when nothing was found', async () => {
    server = await startSearchServer(provider, 'the-key');
    const { text } = await run(makeSearch({ provider, baseUrl: server.url, ...key }), 'nothing');
    expect(text).toBe(`Nothing was found by ${provider}.`);
  });

  it('says why it was refused', async () => {
    server = await startSearchServer(provider, 'another-key');
    const tool = makeSearch({ provider, baseUrl: server.url, apiKey: 'the-key' });
    await expect(run(tool)).rejects.toMatchObject({
      code: 'SEARCH_REFUSED',
      values: { provider, reason: searchAnswers[provider].refusal },
    });
  });

  it.each([
    [429, '{}', 'SEARCH_LIMITED'],
    [200, '{"results":[{"title":5}]}', 'SEARCH_ANSWER_INVALID'],
    [200, '<html>no JSON</html>', 'SEARCH_ANSWER_INVALID'],
    [302, '', 'SEARCH_REFUSED'],
  ])('takes %i %s for %s', async (status, body, code) => {
    server = await startLocalServer(
      (_request, response) =>
        void response.writeHead(status, { Location: 'http://10.0.0.1/' }).end(body),
    );
    const tool = makeSearch({ provider, baseUrl: server.url, ...key });
    await expect(run(tool)).rejects.toMatchObject({ code });
  });
});

describe('the choice of a search provider', () => {
  it.each([
    [{}, {}, 'SEARCH_NO_KEY'],
    [{ provider: 'brave' }, {}, 'SEARCH_KEY_MISSING'],
    [{ provider: 'searxng' }, {}, 'SEARCH_NO_ADDRESS'],
    [{}, { TAVILY_API_KEY: 'x' }, undefined],
    [{ provider: 'serper' }, { TAVILY_API_KEY: 'x' }, 'SEARCH_KEY_MISSING'],
  ] as const)('%j with %j: %s', async (search, env, code) => {
    const tool = makeSearch(search, env);
    expect(tool.problem?.()?.code).toBe(code);
    if (code !== undefined) await expect(run(tool)).rejects.toMatchObject({ code });
  });

  it('never sends a key that lies about to an address alone', async () => {
    server = await startSearchServer('searxng', '');
    await run(makeSearch({ baseUrl: server.url }, { BRAVE_API_KEY: 'a-secret' }));
    expect(JSON.stringify(server.requests)).not.toContain('a-secret');
  });
});

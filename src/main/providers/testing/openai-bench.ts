import { onTestFinished } from 'vitest';
import type { ProviderConfig } from '../../../shared/config/models.ts';
import { createOpenAiCompatible } from '../openai-compatible/create-openai-compatible.ts';
import { collect } from '../contract-suite.ts';
import type { ModelEvent, ModelRequest, Provider, ProviderDeps } from '../provider.ts';
import { makeProviderDeps, makeRequest, type Heard } from './provider-fixtures.ts';
import { chunk, startScriptedServer, type Script, type ScriptedServer } from './scripted-server.ts';

/** A provider and the misbehaving server it asks. */
export interface OpenAiBench {
  readonly server: ScriptedServer;
  readonly provider: Provider;
  readonly heard: Heard;
  readonly stream: (request?: ModelRequest) => AsyncIterable<ModelEvent>;
  readonly ask: (request?: ModelRequest) => Promise<ModelEvent[]>;
  /** Resolves with what was thrown. */
  readonly fail: (request?: ModelRequest) => Promise<unknown>;
}

const { signal } = new AbortController();

/** Starts both; they are ended with the running test. */
export async function startOpenAiBench(
  script: Script,
  config: Partial<ProviderConfig> = {},
  more: Partial<ProviderDeps> & { readonly host?: string } = {},
): Promise<OpenAiBench> {
  const { host, ...rest } = more;
  const server = await startScriptedServer(script, host);
  const deps = makeProviderDeps({ baseUrl: server.baseUrl, ...config }, rest);
  const provider = createOpenAiCompatible(deps);
  onTestFinished(async () => {
    provider.close();
    await server.close();
  });
  const stream = (request = makeRequest('hello')) => provider.stream(request, signal);
  const ask = (request?: ModelRequest) => collect(stream(request));
  const fail = (request?: ModelRequest) => ask(request).catch((error: unknown) => error);
  return { server, provider, heard: deps.heard, stream, ask, fail };
}

/** The beginning and the end of a usual answer: "Hello". */
export const hello = [chunk({ role: 'assistant', content: '' }), chunk({ content: 'Hello' })];
export const stop = chunk({}, 'stop');

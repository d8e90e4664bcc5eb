import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startGateway, type RunningGateway } from '../../e2e/crash/start-gateway.ts';
import { readToken } from '../../e2e/support/gateway-process.ts';
import { connectWire, type WireClient } from '../../e2e/crash/wire-client.ts';
import type { Bench } from './row.ts';

/** A gateway that is measured. */
export interface BenchGateway extends RunningGateway {
  readonly stateDir: string;
  readonly token: string;
  connect(): Promise<WireClient>;
  stop(): Promise<void>;
}

/** The configuration of the rows: one agent on the instant model, no messenger. */
export function makeConfig(bench: Bench, systemPrompt = ''): object {
  const { baseUrl, apiKey } = bench.model;
  return {
    agents: { assistant: { model: 'bench/instant', default: true, systemPrompt } },
    models: { providers: { bench: { api: 'openai-compatible', baseUrl, apiKey } } },
  };
}

/** Makes a state directory with a configuration and nothing else. */
export async function makeState(bench: Bench, name: string, config?: object): Promise<string> {
  const stateDir = path.join(await bench.makeDir(name), 'state');
  await mkdir(stateDir);
  if (config)
    await writeFile(path.join(stateDir, 'openclaw.json'), JSON.stringify(config, null, 2));
  return stateDir;
}

/** Starts a gateway on a state directory and waits until it listens. */
export async function startBenchGateway(bench: Bench, stateDir: string): Promise<BenchGateway> {
  const gateway = await startGateway({ stateDir, nodeFlags: bench.nodeFlags });
  const token = await readToken(stateDir);
  return {
    ...gateway,
    stateDir,
    token,
    connect: () => connectWire(gateway.url, token),
    async stop() {
      gateway.kill('SIGTERM');
      const force = setTimeout(() => gateway.kill('SIGKILL'), 5_000);
      await gateway.exited;
      clearTimeout(force);
    },
  };
}

import { createGatewayServer } from '../../src/main/gateway/server.ts';
import type { DeviceRecord } from '../../src/main/gateway/types.ts';
import { loadCredentials } from '../../src/main/platform/credentials.ts';
import { systemClock } from '../../src/main/platform/clock.ts';
import type { MethodHandlers } from '../../src/main/platform/connection.ts';
import { silentLog } from '../../src/main/platform/log.ts';

/** What the measuring process may ask of this one. */
export type Question = 'memory' | 'broadcast' | 'stop';
export interface Reading {
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly connections: number;
  readonly cpuMs: number;
  readonly tookMs: number;
}

/** The gateway's server alone, with devices in memory: what is measured is the transport. */
async function main(): Promise<void> {
  const credentials = await loadCredentials({
    folder: process.argv[2] ?? '',
    configuredToken: () => undefined,
  });
  const devices = new Map<string, DeviceRecord>();
  const handlers: Partial<MethodHandlers> = {
    'node.recovered': () => ({ ok: true }),
    'sessions.list': () => ({ sessions: [], total: 0 }),
  };
  const server = createGatewayServer({
    handlers: handlers as MethodHandlers,
    clock: systemClock,
    log: silentLog,
    version: 'bench',
    bootId: 'bench',
    credentials,
    devices: {
      get: (id) => devices.get(id),
      save: (record) => void devices.set(record.id, record),
    },
    snapshot: () => ({
      defaultAgentId: 'assistant',
      mainSessionKey: 'agent:assistant:main',
      appliedConfigHash: null,
      uptimeMs: performance.now(),
    }),
    allowedOrigins: () => [],
    isReady: () => true,
  });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  process.send?.({ port: address.port, token: credentials.token });
  process.on('message', (question: Question) => {
    const startedAtMs = performance.now();
    switch (question) {
      case 'stop':
        void server.close().then(() => process.exit(0));
        return;
      case 'broadcast':
        server.events.publish('channels.changed', { id: 'bench', channel: null });
        break;
      case 'memory':
        globalThis.gc?.();
        globalThis.gc?.();
    }
    const memory = process.memoryUsage();
    const cpu = process.cpuUsage();
    process.send?.({
      rssBytes: memory.rss,
      heapBytes: memory.heapUsed,
      externalBytes: memory.external,
      connections: server.connectionCount,
      cpuMs: (cpu.user + cpu.system) / 1000,
      tookMs: performance.now() - startedAtMs,
    } satisfies Reading);
  });
}

await main();

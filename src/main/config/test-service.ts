import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../platform/clock.ts';
import { createConfigService } from './service.ts';
import type { ConfigApplied, ConfigDeps, ConfigService } from './service-types.ts';

/** A configuration in a folder of its own, for tests. */
export interface TestConfig {
  readonly folder: string;
  readonly service: ConfigService;
  readonly deps: ConfigDeps;
  readonly logged: readonly { readonly event: string; readonly fields: unknown }[];
  write(name: string, text: string | Buffer): Promise<void>;
  /** The next event that fits. */
  nextEvent(isWanted?: (event: ConfigApplied) => boolean): Promise<ConfigApplied>;
  /** Another service on the same folder, as after a restart. */
  again(): ConfigService;
  close(): Promise<void>;
}

export async function createTestConfig(
  files: Readonly<Record<string, string>>,
  deps: Partial<ConfigDeps> = {},
): Promise<TestConfig> {
  const folder = await mkdtemp(join(tmpdir(), 'openclaw-config-'));
  const logged: { event: string; fields: unknown }[] = [];
  const record = (event: string, fields?: unknown): void => void logged.push({ event, fields });
  const services: ConfigService[] = [];
  const allDeps: ConfigDeps = {
    configPath: join(folder, 'openclaw.json'),
    stateDir: folder,
    clock: systemClock,
    log: { info: record, warn: record, error: record },
    env: {},
    ...deps,
  };
  const create = (): ConfigService => {
    const service = createConfigService(allDeps);
    services.push(service);
    return service;
  };
  const write = async (name: string, text: string | Buffer): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const service = create();
  return {
    folder,
    service,
    deps: allDeps,
    logged,
    write,
    nextEvent: (isWanted = () => true) =>
      new Promise((resolve) => {
        const stop = service.onApplied((event) => {
          if (!isWanted(event)) return;
          stop();
          resolve(event);
        });
      }),
    again: create,
    async close() {
      for (const each of services) await each.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

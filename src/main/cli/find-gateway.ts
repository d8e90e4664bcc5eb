import { AppError } from '../../shared/errors/index.ts';
import { systemClock } from '../platform/clock.ts';
import { readSharedToken } from '../platform/credentials.ts';
import { readGatewayAddress, urlHost } from '../platform/gateway-address.ts';
import { silentLog } from '../platform/log.ts';
import { createSecretStore } from '../platform/secret-store.ts';
import type { StatePaths } from '../platform/paths.ts';
import { GatewayRefusal } from './failure.ts';
import { openGatewayLink, type GatewayLink } from './gateway-link.ts';

/**
 * Connects to the gateway of a state directory: its address from the note that it leaves there,
 * its token from the environment, the credentials folder or the configuration.
 * @throws AppError GATEWAY_NOT_RUNNING when there is no gateway.
 */
export async function connectToGateway(paths: StatePaths, version: string): Promise<GatewayLink> {
  const address = readGatewayAddress(paths.stateDir);
  if (!address) throw new AppError('GATEWAY_NOT_RUNNING', { dir: paths.stateDir });
  const url = `ws://${urlHost(address.host)}:${address.port}`;
  const known =
    process.env['OPENCLAW_GATEWAY_TOKEN'] ?? (await readSharedToken(paths.credentialsDir));
  try {
    return await openGatewayLink({ url, token: known ?? '', version });
  } catch (error) {
    if (isRefused(error, 'GATEWAY_UNREACHABLE') && !isAlive(address.pid)) {
      throw new AppError('GATEWAY_NOT_RUNNING', { dir: paths.stateDir }, { cause: error });
    }
    if (!isRefused(error, 'AUTH_TOKEN_MISMATCH')) throw error;
    const configured = await readConfiguredToken(paths);
    if (configured === undefined || configured === known) throw error;
    return openGatewayLink({ url, token: configured, version });
  }
}

function isRefused(error: unknown, code: string): boolean {
  return (error instanceof GatewayRefusal || error instanceof AppError) && error.code === code;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The token that the configuration sets, for when it is not the one in the credentials folder. */
async function readConfiguredToken(paths: StatePaths): Promise<string | undefined> {
  const { createConfigService } = await import('../config/service.ts');
  const { configPath, stateDir } = paths;
  const service = createConfigService({
    configPath,
    stateDir,
    clock: systemClock,
    log: silentLog,
    env: process.env,
    secrets: createSecretStore(paths.credentialsDir),
    // Only a look: nothing is watched and no version is written.
    keepsHistory: false,
    watchDirectory: () => ({ close: () => undefined }),
  });
  try {
    return (await service.start()).config.gateway.auth.token;
  } finally {
    await service.stop();
  }
}

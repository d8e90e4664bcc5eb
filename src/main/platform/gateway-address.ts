import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import { writeSecretFile } from './credentials.ts';

/** Where the gateway of a state directory listens, for other programs of the same user. */
export interface GatewayAddress {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
}

const addressSchema = lazy(() =>
  z.object({ host: z.string().min(1), port: z.int().min(1), pid: z.int().min(1) }),
);

const addressFile = (stateDir: string): string => join(stateDir, 'gateway.json');

/**
 * Leaves a note of where this gateway listens. Only a note: it may be old, it is never a lock, and
 * it holds no secret. Throws what the file system throws.
 */
export async function writeGatewayAddress(
  stateDir: string,
  address: GatewayAddress,
): Promise<void> {
  await writeSecretFile(addressFile(stateDir), `${JSON.stringify(address)}\n`);
}

/** Takes the note away when the gateway stops. */
export function removeGatewayAddress(stateDir: string): void {
  rmSync(addressFile(stateDir), { force: true });
}

/** Where a gateway said that it listens; undefined when there is no readable note. */
export function readGatewayAddress(stateDir: string): GatewayAddress | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(addressFile(stateDir), 'utf8'));
    return addressSchema().safeParse(note).data;
  } catch {
    return undefined;
  }
}

/** How an address is written in a URL: IPv6 in brackets, and "any address" as this machine. */
export function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

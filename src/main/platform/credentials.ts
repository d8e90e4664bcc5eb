import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from './ids.ts';

/** The secrets of a gateway. They are never printed, logged, or put into a URL. */
export interface GatewayCredentials {
  /** The shared token that counts now; for programs this one starts, handed over by environment. */
  readonly token: string;
  /** True when the configuration sets the token, so that the one in the file does not count. */
  readonly isConfigured: boolean;
  /** Whether a client showed the shared token; takes as long for a wrong one as for the right one. */
  readonly accepts: (candidate: string) => boolean;
  /** The token of one device in one role; the same input always gives the same token. */
  readonly deviceToken: (deviceId: string, role: string, generation: number) => string;
}

export interface CredentialsOptions {
  /** `credentials/` of the state directory; made with mode 0700. */
  readonly folder: string;
  /** `gateway.auth.token` of the running configuration; asked each time, since it may change. */
  configuredToken(): string | undefined;
}

const tokenFile = 'gateway-token';
const deviceKeyFile = 'device-key';
const shortestToken = 16;
/** What a template or a shell leaves behind where a value was missing. */
const nonTokens = new Set(['undefined', 'null', 'none', 'nan', 'false', 'true', '[object object]']);

/** Whether a text can be a token at all: long enough, and not the remains of a missing value. */
export function isUsableToken(text: string | undefined): text is string {
  if (text === undefined) return false;
  const trimmed = text.trim();
  return trimmed.length >= shortestToken && !nonTokens.has(trimmed.toLowerCase());
}

/** Compares in a time that does not depend on where two texts differ, or how long they are. */
export function isSameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * Reads the secrets of the gateway, and makes those that are missing or unusable.
 * Throws what the file system throws when the folder can't be written.
 */
export async function loadCredentials(options: CredentialsOptions): Promise<GatewayCredentials> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  await chmod(options.folder, 0o700);
  const ownToken = await readOrMake(join(options.folder, tokenFile));
  const deviceKey = await readOrMake(join(options.folder, deviceKeyFile));
  const configured = (): string | undefined => {
    const token = options.configuredToken()?.trim();
    return isUsableToken(token) ? token : undefined;
  };
  return {
    get token() {
      return configured() ?? ownToken;
    },
    get isConfigured() {
      return configured() !== undefined;
    },
    accepts: (candidate) =>
      isUsableToken(candidate) && isSameSecret(candidate.trim(), configured() ?? ownToken),
    deviceToken: (deviceId, role, generation) =>
      createHmac('sha256', deviceKey)
        .update(`${deviceId}|${role}|${generation}`)
        .digest('base64url'),
  };
}

/**
 * The shared token as another program of the same user reads it (a command, a host on this
 * machine). Undefined when no gateway ever ran here.
 */
export async function readSharedToken(folder: string): Promise<string | undefined> {
  const text = await readIfThere(join(folder, tokenFile));
  return isUsableToken(text) ? text.trim() : undefined;
}

async function readOrMake(file: string): Promise<string> {
  const found = await readIfThere(file);
  if (isUsableToken(found)) {
    await chmod(file, 0o600);
    return found.trim();
  }
  const secret = randomBytes(32).toString('base64url');
  await writeSecretFile(file, `${secret}\n`);
  return secret;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file that only its owner may read, whole or not at all. */
export async function writeSecretFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${newId()}.tmp`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

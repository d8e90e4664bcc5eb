import os from 'node:os';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { DoctorCheck } from '../../shared/protocol/doctor.ts';
import { limits } from '../../shared/config/limits.ts';
import { tailFile } from '../platform/tail-file.ts';
import { hideOwnWords } from './hide-own-words.ts';

export interface BundleParts {
  readonly now: number;
  readonly checks: readonly DoctorCheck[];
  readonly status: ResultOf<'status'>;
  readonly health: ResultOf<'health'>;
  /** As `config.get` gives it: secrets are dots in values and texts. */
  readonly config: Pick<ResultOf<'config.get'>, 'problems' | 'version'> & {
    readonly files: readonly { readonly path: string; readonly raw: string }[];
  };
  readonly channels: ResultOf<'channels.status'>['channels'];
  readonly logPath: string;
}

type ConfigFile = BundleParts['config']['files'][number];

/**
 * What helps somebody to help, in one file: versions, checks, the configuration without secrets and
 * without names, comments and what agents are told, channels without accounts, the end of the log. No message, no name of
 * a person, no path of a home.
 */
export async function makeBundle(parts: BundleParts): Promise<ResultOf<'doctor.bundle'>> {
  const log = await tailFile(parts.logPath, { maxBytes: limits.doctor.logBytes });
  const bundle = {
    madeAt: new Date(parts.now).toISOString(),
    system: {
      platform: `${os.platform()} ${os.release()} ${os.arch()}`,
      cpus: os.cpus().length,
      memoryBytes: os.totalmem(),
    },
    status: parts.status,
    health: parts.health,
    checks: parts.checks,
    problems: parts.config.problems,
    config: { version: parts.config.version, files: parts.config.files.map(hideWords) },
    channels: parts.channels.map(({ account: _, ...channel }) => channel),
    log: log.lines,
  };
  const text = hideHome(JSON.stringify(bundle, undefined, 2));
  const day = new Date(parts.now).toISOString().slice(0, 10);
  return { fileName: `openclaw-support-${day}.json`, text: `${text}\n` };
}

function hideWords({ path, raw }: ConfigFile): ConfigFile {
  return { path, raw: hideOwnWords(raw) };
}

function hideHome(text: string): string {
  const home = os.homedir();
  return home.length > 1 ? text.replaceAll(JSON.stringify(home).slice(1, -1), '~') : text;
}

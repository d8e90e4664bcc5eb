import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '../../shared/errors/index.ts';

/** Where everything of one gateway is kept. All paths are absolute; none of them need exist. */
export interface StatePaths {
  readonly stateDir: string;
  readonly configPath: string;
  /** Mode 0600: the token of the gateway, keys. */
  readonly credentialsDir: string;
  readonly dbDir: string;
  readonly blobsDir: string;
  readonly historyDir: string;
  readonly logsDir: string;
  readonly extensionsDir: string;
  readonly lockPath: string;
  /** A directory of another OpenClaw that stood in our usual place; it is read at most. */
  readonly foreignDir: string | undefined;
}

/** What was said about places, strongest first: arguments, environment, the home of the user. */
export interface PathChoice {
  readonly stateDir?: string | undefined;
  readonly configPath?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly homeDir?: string;
  readonly cwd?: string;
}

/**
 * Decides where state and configuration are: `--state-dir`, then `OPENCLAW_STATE_DIR`, then
 * `~/.openclaw`, or `~/.openclaw-desktop` where that belongs to another OpenClaw.
 * @throws AppError STATE_DIR_FOREIGN when a directory of another OpenClaw was named explicitly.
 */
export function resolvePaths(choice: PathChoice = {}): StatePaths {
  const env = choice.env ?? process.env;
  const homeDir = choice.homeDir ?? os.homedir();
  const absolute = (text: string): string =>
    path.resolve(choice.cwd ?? process.cwd(), expandHome(text, homeDir));

  const named = choice.stateDir ?? nonEmpty(env['OPENCLAW_STATE_DIR']);
  const state = named === undefined ? usualStateDir(homeDir) : namedStateDir(absolute(named));
  const config = choice.configPath ?? nonEmpty(env['OPENCLAW_CONFIG_PATH']);
  return layOut(state.dir, config === undefined ? undefined : absolute(config), state.foreignDir);
}

/**
 * Tells a directory of another OpenClaw (the command-line one) by the files that only it makes.
 * A directory that holds our databases is ours, whatever else is in it.
 */
export function isForeignStateDir(dir: string): boolean {
  if (existsSync(path.join(dir, 'db'))) return false;
  const marks = [
    'sessions.json',
    'sessions/sessions.json',
    'openclaw.sqlite',
    'state/openclaw.sqlite',
  ];
  if (marks.some((mark) => existsSync(path.join(dir, mark)))) return true;
  const agents = path.join(dir, 'agents');
  return namesIn(agents).some(
    (agent) =>
      existsSync(path.join(agents, agent, 'sessions')) ||
      existsSync(path.join(agents, agent, 'agent', 'openclaw-agent.sqlite')),
  );
}

function usualStateDir(homeDir: string): { dir: string; foreignDir: string | undefined } {
  const usual = path.join(homeDir, '.openclaw');
  if (!isForeignStateDir(usual)) return { dir: usual, foreignDir: undefined };
  return { dir: path.join(homeDir, '.openclaw-desktop'), foreignDir: usual };
}

function namedStateDir(dir: string): { dir: string; foreignDir: undefined } {
  if (isForeignStateDir(dir)) throw new AppError('STATE_DIR_FOREIGN', { dir });
  return { dir, foreignDir: undefined };
}

function layOut(
  stateDir: string,
  configPath: string | undefined,
  foreignDir: string | undefined,
): StatePaths {
  const inState = (name: string): string => path.join(stateDir, name);
  return {
    stateDir,
    configPath: configPath ?? inState('openclaw.json'),
    credentialsDir: inState('credentials'),
    dbDir: inState('db'),
    blobsDir: inState('blobs'),
    historyDir: inState('history'),
    logsDir: inState('logs'),
    extensionsDir: inState('extensions'),
    lockPath: inState('lock.db'),
    foreignDir,
  };
}

function expandHome(text: string, homeDir: string): string {
  return text === '~' || text.startsWith('~/') ? path.join(homeDir, text.slice(1)) : text;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

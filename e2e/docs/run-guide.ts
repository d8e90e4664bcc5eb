import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { createConfigService } from '../../src/main/config/service.ts';
import type { ConfigProblem } from '../../src/shared/config/problem.ts';
import { systemClock } from '../../src/main/platform/clock.ts';
import { silentLog } from '../../src/main/platform/log.ts';
import { connect, plainConnect } from '../support/client.ts';
import { readToken, startGateway, type GatewayProcess } from '../support/gateway-process.ts';
import { runCli } from '../support/run-cli.ts';
import { commandsOf, findMissingLine, wordValue, type GuideBlock } from './read-guide.ts';

/** Runs the blocks of one guide, one after the other, beside a gateway of its own. */
export interface GuideRun {
  /** @throws Error that says what is not as the guide says. */
  check(block: GuideBlock): Promise<void>;
  end(): Promise<void>;
}

/** @param markdown the whole guide, for the variables it names. */
export async function startGuideRun(markdown: string): Promise<GuideRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'openclaw-guide-'));
  const stateDir = path.join(folder, 'state');
  await mkdir(stateDir);
  const env = placeholderEnv(markdown);
  const gateway = await startGateway({ stateDir, env });
  let said = '';
  return {
    async check(block) {
      if (block.words.includes('shown')) return;
      if (block.language === 'sh') said = await runCommands(block, stateDir, env);
      else if (block.language === 'json5') await checkConfig(block, stateDir, env, gateway);
      else if (block.words.includes('output')) checkOutput(block, said);
    },
    async end() {
      await stop(gateway);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Variables a guide mentions, with values that look like what they stand for. */
function placeholderEnv(markdown: string): Readonly<Record<string, string>> {
  const names = markdown.matchAll(/\$\{?([A-Z][A-Z0-9_]+)\}?/g);
  return Object.fromEntries(
    [...names].map(([, name = '']) => [name, `123456789:placeholder-for-${name}`]),
  );
}

async function runCommands(
  block: GuideBlock,
  stateDir: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const commands = commandsOf(block);
  const lastExit = Number(wordValue(block, 'exit') ?? 0);
  let said = '';
  for (const [index, args] of commands.entries()) {
    const result = await runCli(args, { stateDir, env });
    said += result.out + result.err;
    const wanted = index === commands.length - 1 ? lastExit : 0;
    if (result.code === wanted) continue;
    const command = ['openclaw', ...args].join(' ');
    throw new Error(
      `line ${block.line}: "${command}" ended with ${result.code ?? 'a signal'}, not ${wanted}\n${result.out}${result.err}`,
    );
  }
  return said;
}

function checkOutput(block: GuideBlock, said: string): void {
  const missing = findMissingLine(block.text, said);
  if (missing === undefined) return;
  throw new Error(`line ${block.line}: "${missing}" was not said. This was:\n${said}`);
}

async function checkConfig(
  block: GuideBlock,
  stateDir: string,
  env: Readonly<Record<string, string>>,
  gateway: GatewayProcess,
): Promise<void> {
  const file = wordValue(block, 'file');
  if (file !== undefined) {
    await mkdir(path.dirname(path.join(stateDir, file)), { recursive: true });
    await writeFile(path.join(stateDir, file), block.text);
    return;
  }
  const problems = await validate(block.text, stateDir, env);
  if (block.words.includes('broken') && problems.length === 0) {
    throw new Error(`line ${block.line}: nothing is wrong with this configuration`);
  }
  if (problems.length > 0 && !block.words.includes('broken')) {
    const words = problems.map(({ message, hint }) => `${message} ${hint}`).join('\n');
    throw new Error(`line ${block.line}: this configuration is not right:\n${words}`);
  }
  if (block.words.includes('save')) await saveConfig(block.text, stateDir, gateway);
}

/** What comes next in a guide counts on what was saved: waits until the gateway has taken it up. */
async function saveConfig(text: string, stateDir: string, gateway: GatewayProcess): Promise<void> {
  const client = await connect(gateway.url, plainConnect(await readToken(stateDir)));
  await writeFile(path.join(stateDir, 'openclaw.json'), text);
  await expect.poll(async () => (await client.request('config.get', {})).raw).toBe(text);
  await client.close();
}

/** What the configuration engine has to say about a text, beside the files of the guide. */
async function validate(
  text: string,
  stateDir: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly ConfigProblem[]> {
  const configPath = path.join(stateDir, 'candidate.json5');
  await writeFile(configPath, text);
  const watchDirectory = (): { close: () => void } => ({ close: () => undefined });
  const service = createConfigService({
    configPath,
    stateDir: path.join(stateDir, 'candidate'),
    clock: systemClock,
    log: silentLog,
    env,
    watchDirectory,
  });
  try {
    return (await service.start()).problems;
  } finally {
    await service.stop();
    await rm(configPath);
  }
}

async function stop(gateway: GatewayProcess): Promise<void> {
  await gateway.end();
}

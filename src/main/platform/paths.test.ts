import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isForeignStateDir, resolvePaths } from './paths.ts';

const makeHome = (): string => mkdtempSync(path.join(os.tmpdir(), 'openclaw-paths-'));

function write(dir: string, name: string): void {
  mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  writeFileSync(path.join(dir, name), '');
}

describe('resolvePaths', () => {
  it('takes ~/.openclaw when nothing is said', () => {
    const homeDir = makeHome();
    const paths = resolvePaths({ homeDir, env: {} });
    expect(paths.stateDir).toBe(path.join(homeDir, '.openclaw'));
    expect(paths.configPath).toBe(path.join(homeDir, '.openclaw', 'openclaw.json'));
    expect(paths.foreignDir).toBeUndefined();
  });

  it('prefers an argument to the environment, and the environment to the usual place', () => {
    const env = { OPENCLAW_STATE_DIR: '/srv/from-env', OPENCLAW_CONFIG_PATH: '~/mine.json5' };
    const homeDir = '/home/ada';
    expect(resolvePaths({ env, homeDir }).stateDir).toBe('/srv/from-env');
    expect(resolvePaths({ env, homeDir }).configPath).toBe('/home/ada/mine.json5');
    const argued = resolvePaths({
      env,
      homeDir,
      stateDir: 'state',
      configPath: 'c.json',
      cwd: '/x',
    });
    expect([argued.stateDir, argued.configPath]).toEqual(['/x/state', '/x/c.json']);
  });

  it('takes an empty variable as absent', () => {
    const homeDir = makeHome();
    const paths = resolvePaths({ homeDir, env: { OPENCLAW_STATE_DIR: ' ' } });
    expect(paths.stateDir).toBe(path.join(homeDir, '.openclaw'));
  });

  it('steps aside when the usual place belongs to another OpenClaw, and writes nothing there', () => {
    const homeDir = makeHome();
    write(homeDir, '.openclaw/agents/main/sessions/sessions.json');
    const paths = resolvePaths({ homeDir, env: {} });
    expect(paths.stateDir).toBe(path.join(homeDir, '.openclaw-desktop'));
    expect(paths.foreignDir).toBe(path.join(homeDir, '.openclaw'));
    expect(readdirSync(path.join(homeDir, '.openclaw'))).toEqual(['agents']);
  });

  it('refuses a directory of another OpenClaw that was named', () => {
    const homeDir = makeHome();
    write(homeDir, 'theirs/state/openclaw.sqlite');
    expect(() =>
      resolvePaths({ homeDir, env: {}, stateDir: path.join(homeDir, 'theirs') }),
    ).toThrow(expect.objectContaining({ code: 'STATE_DIR_FOREIGN' }));
  });
});

describe('isForeignStateDir', () => {
  it.each([
    'sessions.json',
    'openclaw.sqlite',
    'state/openclaw.sqlite',
    'agents/main/sessions/x.jsonl',
    'agents/main/agent/openclaw-agent.sqlite',
  ])('knows it by %s', (mark) => {
    const dir = makeHome();
    write(dir, mark);
    expect(isForeignStateDir(dir)).toBe(true);
    mkdirSync(path.join(dir, 'db'));
    expect(isForeignStateDir(dir)).toBe(false);
  });

  it('takes a missing, an empty and a merely configured directory for ours', () => {
    const dir = makeHome();
    expect(isForeignStateDir(path.join(dir, 'absent'))).toBe(false);
    expect(isForeignStateDir(dir)).toBe(false);
    write(dir, 'openclaw.json');
    write(dir, 'agents/coder.json5');
    expect(isForeignStateDir(dir)).toBe(false);
  });
});

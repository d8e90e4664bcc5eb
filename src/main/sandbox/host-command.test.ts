import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { findHostCommand, findPlainNode } from './host-command.ts';

it('uses the Node it runs under', () => {
  expect(findPlainNode()).toBe(process.execPath);
  expect(findHostCommand().execPath).toBe(process.execPath);
});

it('uses the Node that travels with the project where it runs in Electron', () => {
  const file = findPlainNode({ electron: '45.4.1' });
  const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
  expect(Number(/^v(\d+)/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(24);
});

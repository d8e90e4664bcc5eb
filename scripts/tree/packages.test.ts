import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inRoot, readManifest } from '../root.ts';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      optional: z.boolean().optional(),
      resolved: z.string().optional(),
      link: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const manifest = readManifest();
const lock = lockSchema.parse(JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')));
const packages = Object.entries(lock.packages).filter(([name]) => name !== '');

/** Names of the packages for which something holds. */
function namesOf(holds: (entry: (typeof packages)[number][1]) => boolean): readonly string[] {
  return packages.filter(([, entry]) => holds(entry)).map(([name]) => name);
}

function majorMinor(version: string | undefined): number {
  const [major = '0', minor = '0'] = (version ?? '').replace(/^v/, '').split('.');
  return Number(major) + Number(minor) / 1_000;
}

describe('the packages', () => {
  it('have exact versions', () => {
    const wanted = [
      ...Object.entries(manifest.dependencies),
      ...Object.entries(manifest.devDependencies),
      ...Object.entries(manifest.optionalDependencies),
    ];
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  // Under an old Node npm silently picks versions that crash there or have known holes.
  it.each([
    ['better-sqlite3', 13],
    ['isolated-vm', 7],
    ['electron', 45],
  ])('%s is at least version %i where it is used', (name, least) => {
    const entry = lock.packages[`node_modules/${name}`];
    if (name !== 'isolated-vm') expect(entry).toBeDefined();
    if (entry) expect(majorMinor(entry.version)).toBeGreaterThanOrEqual(least);
  });

  it('bring one version of Node for every system, and this test runs under it', () => {
    const versions = new Set(Object.values(manifest.optionalDependencies));
    expect([...versions]).toEqual(['26.10.0']);
    expect(process.version).toBe('v26.10.0');
    if (existsSync(inRoot('node_modules/.bin/node'))) {
      const said = execFileSync(inRoot('node_modules/.bin/node'), ['--version'], {
        encoding: 'utf8',
      });
      expect(said.trim()).toBe('v26.10.0');
    }
  });

  // One that npm could not fetch while the lock was written is left out of it without a word, and
  // then every `npm ci` refuses the lock.
  it('are all in the lock, also those for other systems', () => {
    const names = new Set(packages.map(([name]) => name.replace(/^.*node_modules\//, '')));
    const wanted = packages.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });

  it('contain no GPL', () => {
    expect(namesOf(({ license = '' }) => /\b[AL]?GPL/i.test(license))).toEqual([]);
  });

  it('all say under which licence they are', () => {
    expect(namesOf(({ license, link }) => license === undefined && link !== true)).toEqual([]);
  });

  it('need no install script, and none would run', () => {
    // isolated-vm carries its native module for the systems we run on; protobufjs only looks at
    // version numbers. Both are tested without their scripts, which never run.
    const harmless = ['node_modules/isolated-vm', 'node_modules/protobufjs'];
    const having = namesOf(
      ({ hasInstallScript, optional }) => hasInstallScript === true && !optional,
    );
    expect(having.filter((name) => !harmless.includes(name))).toEqual([]);
    expect(readFileSync(inRoot('.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  it('are locked without the address of any registry', () => {
    expect(namesOf(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

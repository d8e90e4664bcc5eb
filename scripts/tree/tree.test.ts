import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { programVersion } from '../../src/main/platform/version.ts';
import { inRoot, readManifest, root } from '../root.ts';
import { trackedFiles } from './tracked-files.ts';

const files = trackedFiles();
const isText = (file: string): boolean => !/\.(png|ico|icns|woff2|db|gz|br)$/.test(file);
const hosts = /registry\.(npmjs|yarnpkg)\.(org|com)|npm\.pkg\.github\.com|registry\.npmmirror\.com/;

describe('the tree', () => {
  it('names files after what they export, in kebab-case', () => {
    const code = files.filter((file) => /^(src|e2e|bench|scripts)\/.*\.(ts|tsx|css)$/.test(file));
    const odd = code.filter(
      (file) => !/^_?[a-z0-9]+([.-][a-z0-9]+)*\.[a-z]+$/.test(path.basename(file)),
    );
    expect(odd).toEqual([]);
  });

  it('has a README in each folder of src/main, one screen long', () => {
    const folders = readdirSync(inRoot('src/main')).filter((name) =>
      statSync(inRoot('src/main', name)).isDirectory(),
    );
    const lengths = folders.map((name) => [name, lineCount(inRoot('src/main', name, 'README.md'))]);
    expect(lengths.filter(([, lines]) => Number(lines) < 5 || Number(lines) > 70)).toEqual([]);
  });

  it('names no package registry and no place on this machine', () => {
    const naming = files.filter(isText).filter((file) => {
      const text = readFileSync(inRoot(file), 'utf8');
      return (hosts.test(text) && file !== 'scripts/tree/tree.test.ts') || text.includes(root);
    });
    expect(naming).toEqual([]);
  });

  it('keeps the version of the program equal to that of the package', () => {
    expect(programVersion).toBe(readManifest().version);
  });

  it('names only files that exist in ARCHITECTURE.md', () => {
    const text = readFileSync(inRoot('ARCHITECTURE.md'), 'utf8');
    const named = [...text.matchAll(/`([\w./-]+\.(?:ts|tsx|cjs|mjs))`/g)].map(
      ([, name = '']) => name,
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}`)))).toEqual(
      [],
    );
  });

  it('keeps ARCHITECTURE.md within 300 lines', () => {
    expect(lineCount(inRoot('ARCHITECTURE.md'))).toBeLessThanOrEqual(300);
  });
});

/** Lines of a file; 0 when it does not exist. */
function lineCount(file: string): number {
  try {
    return readFileSync(file, 'utf8').split('\n').length;
  } catch {
    return 0;
  }
}

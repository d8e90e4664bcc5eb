import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLoadProblems, measureFirstLoad } from './first-load.ts';

describe('the first load', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'first-load-'));
    await mkdir(path.join(dir, 'assets'));
    await put('index.html', '<script type="module" src="/assets/index-1.js"></script>');
    await put('assets/index-1.js', 'import{a}from"./part-1.js";import("./later-1.js");');
    await put('assets/part-1.js', '0');
    await put('assets/later-1.js', '0');
    await put('assets/overview-page-1.js', 'import"./of-page-1.js";');
    await put('assets/of-page-1.js', '0');
  });
  afterEach(() => rm(dir, { recursive: true }));

  const put = (name: string, text: string): Promise<void> => writeFile(path.join(dir, name), text);

  it('is the page, its first chunk and what they import, not what comes later', () => {
    const { files } = measureFirstLoad(dir);
    expect(files.toSorted()).toEqual([
      'index-1.js',
      'of-page-1.js',
      'overview-page-1.js',
      'part-1.js',
    ]);
    expect(findLoadProblems(measureFirstLoad(dir))).toEqual([]);
  });

  it('must not be larger than its budget', async () => {
    await put('assets/part-1.js', randomBytes(400 * 1024).toString('latin1'));
    expect(findLoadProblems(measureFirstLoad(dir))).toHaveLength(1);
  });

  it('must not hold the editor', async () => {
    await put('assets/monaco-1.js', '0');
    await put('assets/part-1.js', 'import"./monaco-1.js";');
    expect(findLoadProblems(measureFirstLoad(dir))).toEqual(['monaco-1.js is loaded at once']);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGuide } from './read-guide.ts';
import { startGuideRun, type GuideRun } from './run-guide.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const guides = [
  'README.md',
  ...readdirSync(path.join(root, 'docs/guides'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/guides/${name}`),
];

describe.each(guides)('%s', (file) => {
  const markdown = readFileSync(path.join(root, file), 'utf8');
  const blocks = readGuide(markdown);
  let run: GuideRun;
  beforeAll(async () => {
    run = await startGuideRun(markdown);
  });
  afterAll(() => run.end());

  // In the order of the guide: a block may rely on what those before it did.
  for (const block of blocks) {
    it(`line ${block.line}, ${[block.language, ...block.words].join(' ')}`, async () => {
      await run.check(block);
    });
  }

  it('leads nowhere that does not exist', () => {
    const links = [...markdown.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
      ([, link = '']) => link,
    );
    const folder = path.dirname(path.join(root, file));
    const missing = links.filter((link) => !isThere(path.join(folder, link)));
    expect(missing).toEqual([]);
  });
});

function isThere(file: string): boolean {
  try {
    return readdirSync(path.dirname(file)).includes(path.basename(file));
  } catch {
    return false;
  }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';
import { inRoot } from '../root.ts';

type Files = Readonly<Record<string, string>>;

const config = createRequire(import.meta.url)(inRoot('.dependency-cruiser.cjs')) as {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions;
};

/** One violation for each fence; `ok` names what looks similar and is allowed. */
const planted: Readonly<Record<string, { bad: Files; ok: Files }>> = {
  'no-circular': {
    bad: { 'src/main/a.ts': "import './b.ts';", 'src/main/b.ts': "import './a.ts';" },
    ok: { 'src/main/a.ts': "import './b.ts';", 'src/main/b.ts': '' },
  },
  'shared-is-a-leaf': {
    bad: { 'src/shared/a.ts': "import '../main/b.ts';", 'src/main/b.ts': '' },
    ok: { 'src/main/b.ts': "import '../shared/a.ts';", 'src/shared/a.ts': '' },
  },
  'shared-is-portable': {
    bad: { 'src/shared/a.ts': "import 'node:fs';" },
    ok: { 'src/shared/a.test.ts': "import 'node:fs';" },
  },
  'electron-is-thin': {
    bad: { 'src/main/gateway/a.ts': "import { app } from 'electron';" },
    ok: { 'src/main/desktop/a.ts': "import { app } from 'electron';" },
  },
  'desktop-by-its-root': {
    bad: { 'src/main/headless.ts': "import './desktop/a.ts';", 'src/main/desktop/a.ts': '' },
    ok: { 'src/main/index.ts': "import './desktop/a.ts';", 'src/main/desktop/a.ts': '' },
  },
  'one-sqlite': {
    bad: { 'src/main/sessions/a.ts': "import Sqlite from 'better-sqlite3';" },
    ok: { 'src/main/storage/a.ts': "import Sqlite from 'better-sqlite3';" },
  },
  'channels-stand-alone': {
    bad: {
      'src/main/channels/irc/a.ts': "import '../web/b.ts';",
      'src/main/channels/web/b.ts': '',
    },
    ok: { 'src/main/channels/irc/a.ts': "import './b.ts';", 'src/main/channels/irc/b.ts': '' },
  },
  'renderer-only-shared': {
    bad: { 'src/renderer/a.tsx': "import '../main/b.ts';", 'src/main/b.ts': '' },
    ok: { 'src/renderer/a.tsx': "import '../shared/b.ts';", 'src/shared/b.ts': '' },
  },
  'renderer-no-node': {
    bad: { 'src/renderer/a.ts': "import path from 'node:path';" },
    ok: { 'src/renderer/a.test.ts': "import path from 'node:path';" },
  },
  'gateway-by-roots': {
    bad: { 'src/main/agents/a.ts': "import '../gateway/b.ts';", 'src/main/gateway/b.ts': '' },
    ok: { 'src/main/compose.ts': "import './gateway/b.ts';", 'src/main/gateway/b.ts': '' },
  },
  'isolated-vm-in-its-process': {
    bad: { 'src/main/sandbox/a.ts': "import ivm from 'isolated-vm';" },
    ok: { 'src/main/sandbox/host/a.ts': "import ivm from 'isolated-vm';" },
  },
  'no-tests-in-product': {
    bad: { 'src/main/a.ts': "import '../../e2e/b.ts';", 'e2e/b.ts': '' },
    ok: { 'src/main/a.test.ts': "import '../../e2e/b.ts';", 'e2e/b.ts': '' },
  },
  'not-to-unresolvable': {
    bad: { 'src/main/a.ts': "import './absent.ts';" },
    ok: { 'src/main/a.ts': "import './b.ts';", 'src/main/b.ts': '' },
  },
};

const dirs: string[] = [];
afterAll(() => dirs.forEach((dir) => rmSync(dir, { recursive: true })));

/** The names of the rules that a small tree of files breaks. */
async function violatedRules(files: Files): Promise<readonly string[]> {
  const baseDir = mkdtempSync(path.join(tmpdir(), 'openclaw-fences-'));
  dirs.push(baseDir);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(baseDir, name)), { recursive: true });
    writeFileSync(path.join(baseDir, name), text);
  }
  const { tsConfig: _, ...options } = config.options;
  const top = [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? ''))];
  const { output } = await cruise(top, {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: config.forbidden },
  });
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map((violation) => violation.rule.name);
}

describe('fences', () => {
  it('has a planted violation for every rule', () => {
    expect(Object.keys(planted).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort());
  });

  it.each(Object.entries(planted))('%s finds a violation, and only that', async (rule, tree) => {
    expect(await violatedRules(tree.bad)).toContain(rule);
    expect(await violatedRules(tree.ok)).not.toContain(rule);
  });
});

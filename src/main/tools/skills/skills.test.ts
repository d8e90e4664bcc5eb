import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { silentLog } from '../../platform/log.ts';
import { within } from '../../platform/within.ts';
import type { ToolContext } from '../tool.ts';
import { createSkills, type Skills } from './create-skills.ts';
import { splitSkill } from './read-skill.ts';
import { createSkillTool } from './skill-tool.ts';

const everything = { skills: ['*'] };
let stateDir = '';
let skills: Skills | undefined;
beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'openclaw-skills-'));
});
afterEach(async () => {
  skills?.close();
  await rm(stateDir, { recursive: true, force: true });
});

async function save(name: string, text: string, file = 'SKILL.md'): Promise<void> {
  await mkdir(path.join(stateDir, 'skills', name), { recursive: true });
  await writeFile(path.join(stateDir, 'skills', name, file), text);
}
async function open(): Promise<Skills> {
  skills = createSkills({ stateDir, clock: systemClock, log: silentLog });
  await skills.ready();
  return skills;
}
const text = (description: string): string =>
  `---\nname: x\ndescription: ${description}\n---\n# How\n\nDo this.\n`;
const context = (agentId: string): ToolContext =>
  ({ agentId, signal: new AbortController().signal }) as ToolContext;
const read = async (made: Skills, args: object, list = ['*']): Promise<string> =>
  (
    await createSkillTool({
      skills: made,
      config: () => ({ agents: { a: { skills: list } } }) as never,
    }).run({ ...args }, context('a'))
  ).text;

describe('skills', () => {
  it('put only name and description into the prompt', async () => {
    await save('invoices', text('"Writes invoices: the way we do it."'));
    await save('travel', text('"Plans journeys."'));
    expect((await open()).promptFor(everything)).toBe(
      [
        'Skills: read one with the tool "skill" before you do what it is for.',
        '- invoices: Writes invoices: the way we do it.',
        '- travel: Plans journeys.',
      ].join('\n'),
    );
  });

  it('cost an agent without any nothing', async () => {
    expect((await open()).promptFor(everything)).toBeUndefined();
    await save('a', text('A'));
    expect(skills?.promptFor({ skills: [] })).toBeUndefined();
  });

  it('are those that the agent lists', async () => {
    for (const name of ['a', 'b', 'c']) await save(name, text(name));
    const made = await open();
    const names = (list: string[]): string[] => made.of({ skills: list }).map((one) => one.name);
    expect(names(['*'])).toEqual(['a', 'b', 'c']);
    expect(names(['a', 'b', '!b'])).toEqual(['a']);
    await expect(read(made, { name: 'c' }, ['a'])).rejects.toMatchObject({
      code: 'SKILL_UNKNOWN',
      hint: 'The skills are a.',
    });
  });

  it('are read on use, with the names of their files', async () => {
    await save('a', text('A'));
    await save('a', 'more', 'extra.md');
    const made = await open();
    expect(await read(made, { name: 'a' })).toBe(
      '# How\n\nDo this.\n\nFiles of this skill: extra.md',
    );
    expect(await read(made, { name: 'a', file: 'extra.md' })).toBe('more');
  });

  it.each(['../b/SKILL.md', '/etc/hostname', 'link.md', 'folder-link/x'])(
    'lead nowhere else: %s',
    async (file) => {
      await save('a', text('A'));
      await save('b', text('B'));
      await writeFile(path.join(stateDir, 'x'), 'outside');
      await symlink(path.join(stateDir, 'x'), path.join(stateDir, 'skills/a/link.md'));
      await symlink(stateDir, path.join(stateDir, 'skills/a/folder-link'));
      const made = await open();
      await expect(read(made, { name: 'a', file })).rejects.toMatchObject({ code: 'FILE_OUTSIDE' });
    },
  );

  it('control: a link that stays inside is followed', async () => {
    await save('a', text('A'));
    await save('a', 'inside', 'real.md');
    await symlink('real.md', path.join(stateDir, 'skills/a/link.md'));
    expect(await read(await open(), { name: 'a', file: 'link.md' })).toBe('inside');
  });

  it('that are broken say so and leave the others alone', async () => {
    await save('good', text('Good'));
    await save('no-head', '# Just text');
    await save('no-description', '---\nname: x\n---\n');
    await save('bad-yaml', '---\n{{{\n---\n');
    await save('aliases', '---\na: &a [x]\ndescription: *a\n---\n');
    await save('nested', `---\n${'['.repeat(5_000)}\n---\n`);
    await save('large', text('x'.repeat(limits.skills.frontMatterBytes)));
    await mkdir(path.join(stateDir, 'skills/empty'));
    const rows = (await open()).list();
    const broken = rows.filter((row) => row.problem).map((row) => row.name);
    expect(broken).toEqual([
      ...['aliases', 'bad-yaml', 'empty', 'large', 'nested', 'no-description', 'no-head'],
    ]);
    expect(skills?.of(everything).map((skill) => skill.name)).toEqual(['good']);
  });

  it('never make the prompt long', async () => {
    for (let index = 0; index < 30; index += 1)
      await save(`s${index}`, text('word '.repeat(1_000)));
    const prompt = (await open()).promptFor(everything) ?? '';
    expect(prompt.length).toBeLessThan(limits.skills.promptChars + 200);
  });

  it('are read again when something is saved', async () => {
    const made = await open();
    await save('later', text('Later'));
    await within(systemClock, 10_000, async () => {
      while (!made.promptFor(everything)) await new Promise((resolve) => setImmediate(resolve));
    });
    await save('later', text('Other'));
    await within(systemClock, 10_000, async () => {
      while (made.promptFor(everything)?.includes('Later:')) await new Promise(setImmediate);
      while (!made.promptFor(everything)?.includes('Other')) await new Promise(setImmediate);
    });
  });
});

describe('the head of a skill', () => {
  it('is told from its body', () => {
    expect(splitSkill('---\r\na: 1\r\n---\r\nbody')).toEqual({ head: 'a: 1', body: 'body' });
    expect(splitSkill('no head')).toEqual({ head: undefined, body: 'no head' });
    expect(splitSkill('---\nnever closed')).toMatchObject({ head: undefined });
  });

  it('is found quickly in a hostile text', () => {
    const hostile = `---\n${'---x\n'.repeat(50_000)}`;
    expect(splitSkill(hostile).head).toBeUndefined();
  });
});

it('has an error that names the skill', () => {
  expect(new AppError('SKILL_INVALID', { name: 'a', reason: 'b' }).message).toContain('"a"');
});

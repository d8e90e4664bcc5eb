import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { AppError, toAppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import { readWhole } from '../files/read-file.ts';
import { decodeText } from '../files/text-content.ts';
import { createWorkspace, type Workspace } from '../files/workspace.ts';

/** The file that makes a folder a skill. */
export const skillFile = 'SKILL.md';

/** A skill as far as a prompt needs it. */
export interface Skill {
  /** Of its folder. */
  readonly name: string;
  readonly description: string;
  readonly folder: string;
}

const frontMatter = lazy(() =>
  z.looseObject({
    description: z.string().trim().min(1, 'the description is missing'),
  }),
);

/** Reads name and description of the skill in a folder. Throws SKILL_INVALID. */
export async function readSkill(folder: string): Promise<Skill> {
  const name = basename(folder);
  const invalid = (reason: string): AppError => new AppError('SKILL_INVALID', { name, reason });
  if (!/^[\w.-]{1,64}$/.test(name))
    throw invalid('the name of its folder may have letters, digits, ".", "-" and "_" only');
  const text = await readSkillText(await openSkill(folder), skillFile).catch((error: unknown) => {
    throw invalid(toAppError(error).message);
  });
  const { head } = splitSkill(text);
  if (head === undefined) throw invalid('it does not begin with a line "---"');
  if (Buffer.byteLength(head) > limits.skills.frontMatterBytes)
    throw invalid(`its head is larger than ${limits.skills.frontMatterBytes} bytes`);
  const found = frontMatter().safeParse(await parseYaml(head, invalid));
  if (!found.success) throw invalid(found.error.issues[0]?.message ?? 'its head is not valid');
  const description = found.data.description.replaceAll(/\s+/g, ' ');
  return { name, description: description.slice(0, limits.skills.descriptionChars), folder };
}

/** The part between the first two lines "---", and what comes after. */
export function splitSkill(text: string): { head: string | undefined; body: string } {
  const found = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  if (!found) return { head: undefined, body: text };
  return { head: found[1], body: text.slice(found[0].length) };
}

/** The files of a skill; nothing in it leads out of its folder. */
export async function openSkill(folder: string): Promise<Workspace> {
  return createWorkspace(await realpath(folder));
}

/** One text file of a skill. Throws a FILE_ error. */
export function readSkillText(workspace: Workspace, path: string): Promise<string> {
  return workspace.withPlace(path, { last: 'follow' }, async (place) => {
    const { data } = await readWhole(place, limits.skills.fileBytes);
    return decodeText(data, place.relative);
  });
}

async function parseYaml(head: string, invalid: (reason: string) => AppError): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    // Aliases are how a small text becomes a huge value; a head has no use for them.
    return parse(head, { schema: 'core', maxAliasCount: 0, logLevel: 'error' }) as unknown;
  } catch (error) {
    const [line = 'it is no YAML'] = (error instanceof Error ? error.message : '').split('\n');
    throw invalid(line);
  }
}

import { z } from 'zod';
import type { Config } from '../../../shared/config/schema.ts';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import { walkFolder } from '../files/walk-folder.ts';
import type { Workspace } from '../files/workspace.ts';
import type { Tool } from '../tool.ts';
import type { Skills } from './create-skills.ts';
import { openSkill, readSkillText, skillFile, splitSkill } from './read-skill.ts';

export interface SkillToolDeps {
  readonly skills: Skills;
  readonly config: () => Pick<Config, 'agents'>;
}

const parameters = lazy(() =>
  z.strictObject({
    name: z.string().min(1).max(64).describe('Of the skill.'),
    file: z.string().min(1).max(1_024).optional().describe('A file of it that its text names.'),
  }),
);

/** Reads a skill that the system prompt names. */
export function createSkillTool({ skills, config }: SkillToolDeps): Tool {
  return {
    name: 'skill',
    description:
      'Reads a skill: instructions for a kind of task. Call it before you do what a skill is for; with file, reads one of its files.',
    parameters,
    touches: ['nothing'],
    isRepeatable: true,
    asks: 'never',
    async run(args, { agentId, signal }) {
      const { name, file } = parameters().parse(args);
      await skills.ready();
      // Somebody who tries the tool out without an agent may read them all.
      const own = skills.of(config().agents[agentId] ?? { skills: ['*'] });
      const skill = own.find((one) => one.name === name);
      const known = own.map((one) => one.name).join(', ') || 'none';
      if (!skill) throw new AppError('SKILL_UNKNOWN', { name, known });
      const workspace = await openSkill(skill.folder);
      if (file !== undefined) return { text: await readSkillText(workspace, file), isError: false };
      const { body } = splitSkill(await readSkillText(workspace, skillFile));
      return { text: body.trim() + (await sayFiles(workspace, signal)), isError: false };
    },
  };
}

async function sayFiles(workspace: Workspace, signal: AbortSignal): Promise<string> {
  const names: string[] = [];
  await workspace.withFolder('.', async (folder) => {
    for await (const { kind, place } of walkFolder(folder, {
      depth: 4,
      signal,
      enters: () => true,
    })) {
      if (names.length >= limits.skills.files) break;
      if (kind === 'file' && place.relative !== skillFile) names.push(place.relative);
    }
  });
  return names.length === 0 ? '' : `\n\nFiles of this skill: ${names.join(', ')}`;
}

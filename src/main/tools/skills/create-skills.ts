import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AgentConfig } from '../../../shared/config/agents.ts';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError, type AppError } from '../../../shared/errors/index.ts';
import type { SkillRow } from '../../../shared/protocol/extensions.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { listFolders, watchSubfolders, type SubfolderWatch } from '../folders/watch-subfolders.ts';
import { readToolList } from '../tool-list.ts';
import { readSkill, type Skill } from './read-skill.ts';

export interface SkillsDeps {
  readonly stateDir: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** What is in the folder was read anew. */
  readonly onChanged?: () => void;
}

type SkillFilter = Pick<AgentConfig, 'skills'>;

/** Instructions in folders, of which an agent knows name and description until it needs one. */
export interface Skills {
  readonly folder: string;
  /** Resolves when they have been read for the first time. Reading begins when the skills are made. */
  ready(): Promise<void>;
  /** Those an agent knows of, by name. */
  of(agent: SkillFilter): readonly Skill[];
  /** What its system prompt says about them; undefined when there are none. */
  promptFor(agent: SkillFilter): string | undefined;
  list(): readonly SkillRow[];
  close(): void;
}

type Found = Skill | { readonly name: string; readonly error: AppError };

/** Reads the folder `skills` of the state directory, and again whenever something in it is saved. */
export function createSkills({ stateDir, clock, log, onChanged }: SkillsDeps): Skills {
  const folder = join(stateDir, 'skills');
  let found: readonly Found[] = [];
  let watch: SubfolderWatch | undefined;
  let isClosed = false;
  let reading: Promise<void>;

  async function read(): Promise<void> {
    watch?.refresh();
    const folders = listFolders(folder).slice(0, limits.skills.count);
    const next = await Promise.all(folders.map(readOne));
    if (isClosed) return;
    found = next;
    for (const one of next)
      if ('error' in one) log.warn('skill.invalid', { skill: one.name, reason: one.error.message });
  }

  async function begin(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (isClosed) return;
    watch = watchSubfolders({
      ...{ root: folder, clock, onChange: again, maxFolders: limits.skills.count },
      quietMs: limits.extensions.debounceMs,
      pollMs: limits.extensions.pollMs,
    });
    await read();
  }
  /** One reading after the other, so that an old one never overtakes a new one. */
  function again(): void {
    reading = reading.then(read).then(onChanged).catch(report);
  }
  function report(error: unknown): void {
    log.warn('skills.unreadable', { reason: toAppError(error).message });
  }

  reading = begin().catch(report);
  const all = (): readonly Skill[] => found.filter(isSkill);
  const of = (agent: SkillFilter): readonly Skill[] =>
    all().filter(({ name }) => readToolList(agent.skills, name, new Map()).kind === 'listed');
  return {
    folder,
    ready: () => reading,
    of,
    promptFor: (agent) => writePrompt(of(agent)),
    list: () => found.map(toRow),
    close() {
      isClosed = true;
      watch?.close();
    },
  };
}

function isSkill(found: Found): found is Skill {
  return !('error' in found);
}

async function readOne(folder: string): Promise<Found> {
  try {
    return await readSkill(folder);
  } catch (error) {
    return { name: basename(folder), error: toAppError(error) };
  }
}

function toRow(found: Found): SkillRow {
  if (!('error' in found)) return { name: found.name, description: found.description };
  const { code, message, hint } = found.error;
  return { name: found.name, description: '', problem: { code, message, hint } };
}

function writePrompt(skills: readonly Skill[]): string | undefined {
  if (skills.length === 0) return undefined;
  const lines = ['Skills: read one with the tool "skill" before you do what it is for.'];
  let room = limits.skills.promptChars;
  for (const { name, description } of skills) {
    const line = `- ${name}: ${description}`;
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  return lines.join('\n');
}

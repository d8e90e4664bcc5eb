import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { lazy } from '../../../shared/lazy.ts';

export const fileActions = [
  'list',
  'read',
  'write',
  'append',
  'edit',
  'search',
  'move',
  'delete',
  'info',
] as const;
export type FileAction = (typeof fileActions)[number];

const path = lazy(() => z.string().min(1).max(limits.files.pathChars));
const text = lazy(() => z.string().max(limits.tools.argumentChars));

/** What the tool `files` can be asked for. One object, since models know no other kind. */
export const fileParameters = lazy(() =>
  z.strictObject({
    action: z.enum(fileActions).describe('What to do.'),
    path: path()
      .default('.')
      .describe('The file or folder, from the workspace, such as notes/today.md.'),
    text: text()
      .optional()
      .describe('write, append: the text. search: what to look for, as it stands.'),
    from: z.int().min(1).optional().describe('read: the first line, counted from 1.'),
    lines: z.int().min(1).max(limits.files.readLines).optional().describe('read: how many lines.'),
    old: text().optional().describe('edit: the exact text to replace; it must be there once.'),
    new: text().optional().describe('edit: what stands there afterwards.'),
    all: z.boolean().optional().describe('edit: replace it wherever it is.'),
    glob: z
      .string()
      .min(1)
      .max(limits.files.pathChars)
      .optional()
      .describe('search: only names that fit, such as *.md or src/**/*.ts.'),
    depth: z
      .int()
      .min(1)
      .max(limits.files.depth)
      .optional()
      .describe('list: folders deep; 1 by default.'),
    to: path().optional().describe('move: the new path.'),
    overwrite: z.boolean().optional().describe('move, write: whether a file that is there goes.'),
  }),
);
export type FileArguments = z.output<ReturnType<typeof fileParameters>>;

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The root of the project, absolute. */
export const root = path.dirname(import.meta.dirname);

/** An absolute path from one inside the project. */
export function inRoot(...parts: readonly string[]): string {
  return path.join(root, ...parts);
}

const manifestSchema = z.object({
  version: z.string(),
  optionalDependencies: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

/** What scripts read of package.json. */
export function readManifest(): z.output<typeof manifestSchema> {
  return manifestSchema.parse(JSON.parse(readFileSync(inRoot('package.json'), 'utf8')));
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lazy } from '../../../shared/lazy.ts';
import { writeSecretFile } from '../../platform/credentials.ts';
import type { Logger } from '../../platform/log.ts';

const approval = lazy(() => z.strictObject({ hash: z.string(), at: z.int() }));
const file = lazy(() => z.record(z.string(), approval()));

export type ExtensionApproval = z.output<ReturnType<typeof approval>>;

/** What the owner granted, by extension. */
export interface ApprovalStore {
  find(name: string): ExtensionApproval | undefined;
  set(name: string, approval: ExtensionApproval): Promise<void>;
  remove(name: string): Promise<void>;
}

/**
 * Keeps approvals in a file of the credentials folder, which only the user can read and which tools
 * never reach. A file that can't be understood approves nothing.
 */
export function createApprovalStore(credentialsDir: string, log: Logger): ApprovalStore {
  const path = join(credentialsDir, 'extension-approvals.json');
  let known = new Map(Object.entries(read(path, log)));
  let writing = Promise.resolve();

  function change(next: Map<string, ExtensionApproval>): Promise<void> {
    const text = `${JSON.stringify(Object.fromEntries(next), undefined, 2)}\n`;
    known = next;
    writing = writing.catch(() => undefined).then(() => writeSecretFile(path, text));
    return writing;
  }

  return {
    find: (name) => known.get(name),
    set: (name, given) => change(new Map(known).set(name, given)),
    async remove(name) {
      const next = new Map(known);
      if (next.delete(name)) await change(next);
    },
  };
}

function read(path: string, log: Logger): Readonly<Record<string, ExtensionApproval>> {
  if (!existsSync(path)) return {};
  try {
    return file().parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    log.warn('extension.approvals-unreadable', { path });
    return {};
  }
}

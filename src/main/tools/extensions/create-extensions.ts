import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Config } from '../../../shared/config/schema.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { ExtensionRow } from '../../../shared/protocol/extensions.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { listFolders } from '../folders/watch-subfolders.ts';
import type { ToolSupply } from '../tool.ts';
import type { Resolver } from '../web/net-guard.ts';
import { createApprovalStore } from './approval-store.ts';
import { createExtensionRecords, type ExtensionRecord } from './extension-records.ts';
import { followFolder } from './follow-folder.ts';
import { createHostFunctions } from './host-functions.ts';
import { createOwnedTools } from './owned-tools.ts';
import { approvalOf, showExtension } from './show-extension.ts';

export interface ExtensionsDeps {
  readonly stateDir: string;
  readonly credentialsDir: string;
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Pick<Config, 'tools'>;
  readonly readSecret: (name: string) => string | undefined;
  /** Names that are taken already by what is built in. */
  readonly reserved: () => ReadonlySet<string>;
  /** Tools came, went, or became usable. */
  readonly onChanged: () => void;
  /** The system's when absent; for tests. */
  readonly resolve?: Resolver | undefined;
}

/** The owner's own tools, each in a folder with a manifest. */
export interface Extensions extends ToolSupply {
  readonly folder: string;
  prepare(mayWant: (prefix: string) => boolean): Promise<void>;
  list(): Promise<readonly ExtensionRow[]>;
  /** Throws EXTENSION_UNKNOWN, or EXTENSION_PERMISSIONS_CHANGED when these are not what it now wants. */
  approve(name: string, permissionsHash: string): Promise<ExtensionRow>;
  revoke(name: string): Promise<ExtensionRow>;
  /** Deletes its folder, its approval and what it kept. */
  remove(name: string): Promise<void>;
  reload(): Promise<readonly ExtensionRow[]>;
  close(): Promise<void>;
}

/**
 * Reads the extensions of the state directory, and again whenever one is saved. Their code runs in the
 * sandbox and nowhere else; the sandbox is not started before somebody may want a tool.
 */
export function createExtensions(deps: ExtensionsDeps): Extensions {
  const { clock, log } = deps;
  const folder = join(deps.stateDir, 'extensions');
  const end = new AbortController();
  const approvals = createApprovalStore(deps.credentialsDir, log);
  const hosts = createHostFunctions(deps);
  const records = createExtensionRecords({
    ...{ folder, log, sandbox: deps.sandbox, signal: end.signal },
    onChanged: changed,
  });
  const owned = createOwnedTools({ ...deps, records, approvals, hosts });
  const follower = followFolder({
    ...{ folder, clock, log, signal: end.signal },
    read: (isFirst) => records.read(!isFirst),
  });

  function changed(): void {
    owned.forget();
    if (!end.signal.aborted) deps.onChanged();
  }
  const show = (record: ExtensionRecord): ExtensionRow =>
    showExtension(record, approvals.find(record.name), owned.clashesOf(record.name));
  const find = (name: string): ExtensionRecord => {
    const record = records.find(name);
    if (!record) throw new AppError('EXTENSION_UNKNOWN', { name: name.slice(0, 64) });
    return record;
  };

  return {
    folder,
    tools: () => owned.tools(),
    async prepare() {
      await follower.settled();
      if (records.list().some((one) => !one.isChecked)) follower.later(() => records.check());
    },
    async list() {
      await follower.settled();
      return records.list().map(show);
    },
    async approve(name, permissionsHash) {
      await follower.settled();
      const record = find(name);
      if (record.current?.permissionsHash !== permissionsHash)
        throw new AppError('EXTENSION_PERMISSIONS_CHANGED', { name });
      if (approvalOf(record, undefined) !== 'not-needed')
        await approvals.set(name, { hash: permissionsHash, at: clock.now() });
      log.info('extension.approved', { extension: name, ...record.current.permissions });
      changed();
      return show(find(name));
    },
    async revoke(name) {
      await follower.settled();
      find(name);
      await approvals.remove(name);
      log.info('extension.revoked', { extension: name });
      changed();
      return show(find(name));
    },
    async remove(name) {
      await follower.settled();
      const path = listFolders(folder).find((one) => basename(one) === name);
      if (path === undefined) throw new AppError('EXTENSION_UNKNOWN', { name: name.slice(0, 64) });
      await approvals.remove(name);
      await rm(path, { recursive: true, force: true });
      await hosts.forget(name);
      log.info('extension.removed', { extension: name });
      await follower.again();
    },
    async reload() {
      await follower.again();
      return records.list().map(show);
    },
    async close() {
      end.abort(new AppError('SHUTTING_DOWN'));
      follower.close();
      await follower.settled();
    },
  };
}

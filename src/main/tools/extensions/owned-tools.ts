import { AppError } from '../../../shared/errors/index.ts';
import type { Logger } from '../../platform/log.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Tool } from '../tool.ts';
import type { ApprovalStore } from './approval-store.ts';
import type { ExtensionRecord, ExtensionRecords } from './extension-records.ts';
import { makeExtensionTool } from './extension-tool.ts';
import type { HostFunctions } from './host-functions.ts';
import { sayPermissions } from './permissions.ts';
import { approvalOf } from './show-extension.ts';

export interface OwnedToolsDeps {
  readonly records: ExtensionRecords;
  readonly approvals: ApprovalStore;
  readonly hosts: HostFunctions;
  readonly sandbox: Sandbox;
  readonly log: Logger;
  readonly reserved: () => ReadonlySet<string>;
}

/** The tools of all extensions. */
export interface OwnedTools {
  /** The same array until `forget`. */
  tools(): readonly Tool[];
  /** Names that an extension wants and somebody else has. */
  clashesOf(name: string): readonly AppError[];
  /** Something is other than before: make them anew when they are asked for. */
  forget(): void;
}

interface Made {
  readonly tools: readonly Tool[];
  readonly clashes: ReadonlyMap<string, readonly AppError[]>;
}

export function createOwnedTools(deps: OwnedToolsDeps): OwnedTools {
  let made: Made | undefined;
  const get = (): Made => (made ??= make(deps));
  return {
    tools: () => get().tools,
    clashesOf: (name) => get().clashes.get(name) ?? [],
    forget() {
      made = undefined;
    },
  };
}

/** The first of a name has it, in the order of the folders; the others are told. */
function make(deps: OwnedToolsDeps): Made {
  const owners = new Map([...deps.reserved()].map((name) => [name, 'this program']));
  const clashes = new Map<string, AppError[]>();
  const tools = deps.records.list().flatMap(({ name, current }) =>
    (current?.manifest.tools ?? []).flatMap((tool) => {
      const owner = owners.get(tool.name);
      if (owner !== undefined) {
        const clash = new AppError('EXTENSION_TOOL_TAKEN', { name, tool: tool.name, owner });
        clashes.set(name, [...(clashes.get(name) ?? []), clash]);
        return [];
      }
      owners.set(tool.name, `the extension "${name}"`);
      if (!current) return [];
      return makeExtensionTool(current, tool, {
        sandbox: deps.sandbox,
        log: deps.log,
        host: () => deps.hosts.of(current),
        problem: () => findProblem(deps, name, current.permissionsHash),
      });
    }),
  );
  return { tools, clashes };
}

/** Why a tool can't be used now; looked at again right before it runs. */
function findProblem(deps: OwnedToolsDeps, name: string, hash: string): AppError | undefined {
  const record = deps.records.find(name);
  // A turn may hold a tool of a version that is gone: with other permissions, or without its folder.
  if (!record?.current) return record?.problems[0] ?? new AppError('EXTENSION_UNKNOWN', { name });
  if (record.isBroken) return record.problems[0];
  if (record.current.permissionsHash !== hash) return notApproved(record);
  const approval = approvalOf(record, deps.approvals.find(name));
  return approval === 'missing' || approval === 'outdated' ? notApproved(record) : undefined;
}

function notApproved({ name, current }: ExtensionRecord): AppError {
  const wants = current ? sayPermissions(current.permissions) : 'nothing';
  return new AppError('EXTENSION_NOT_APPROVED', { name, wants });
}

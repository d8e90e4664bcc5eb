import type { AppError } from '../../../shared/errors/index.ts';
import type { ExtensionProblem, ExtensionRow } from '../../../shared/protocol/extensions.ts';
import type { ExtensionApproval } from './approval-store.ts';
import type { ExtensionRecord } from './extension-records.ts';
import { hashPermissions, isHarmless } from './permissions.ts';

const nothing = { hosts: [], folders: [], secrets: [] };

/** An extension for people to look at. @param further problems that only show beside others */
export function showExtension(
  record: ExtensionRecord,
  given: ExtensionApproval | undefined,
  further: readonly AppError[],
): ExtensionRow {
  const { name, current } = record;
  const permissions = current?.permissions ?? nothing;
  const approval = approvalOf(record, given);
  return {
    name,
    state: stateOf(record, approval),
    tools: current?.manifest.tools.map((tool) => tool.name) ?? [],
    permissions: {
      hosts: [...permissions.hosts],
      folders: permissions.folders.map((folder) => ({ ...folder })),
      secrets: [...permissions.secrets],
    },
    permissionsHash: current?.permissionsHash ?? hashPermissions(name, nothing),
    approval,
    problems: [...record.problems, ...further].map(showProblem),
    ...(current
      ? { version: current.manifest.version, description: current.manifest.description }
      : {}),
    ...(given && approval === 'given' ? { approvedAt: given.at } : {}),
  };
}

/** Whether the owner granted what an extension now wants. */
export function approvalOf(
  { current }: Pick<ExtensionRecord, 'current'>,
  given: ExtensionApproval | undefined,
): ExtensionRow['approval'] {
  if (!current || isHarmless(current.permissions)) return 'not-needed';
  if (!given) return 'missing';
  return given.hash === current.permissionsHash ? 'given' : 'outdated';
}

function stateOf(
  record: ExtensionRecord,
  approval: ExtensionRow['approval'],
): ExtensionRow['state'] {
  if (record.isBroken || !record.current) return 'broken';
  if (record.problems.length > 0) return 'last-good';
  return approval === 'missing' || approval === 'outdated' ? 'needs-approval' : 'ready';
}

function showProblem({ code, message, hint, place }: AppError): ExtensionProblem {
  return {
    ...{ code, message, hint },
    ...(place?.file === undefined ? {} : { file: place.file }),
    ...(place?.line === undefined ? {} : { line: place.line }),
    ...(place?.column === undefined ? {} : { column: place.column }),
  };
}

import type { ExtensionPermissions, ExtensionRow } from '../../../shared/protocol/extensions.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { CommandCall, CommandRun } from '../command.ts';
import { formatTable } from '../table.ts';

const states = {
  ready: 'ready',
  'needs-approval': 'waits for your approval',
  'last-good': 'runs as it was before the last save',
  broken: 'broken',
} as const satisfies Record<ExtensionRow['state'], string>;

/** `openclaw extensions list` */
export const listExtensions: CommandRun = async (call) => {
  const link = await call.connect();
  const { extensions, folder } = await link.request('extension.list', {});
  const rows = extensions.map((row) => [
    row.name,
    row.version ?? '',
    states[row.state],
    row.tools.join(', '),
    wantsInWords(row.permissions),
  ]);
  const header = ['EXTENSION', 'VERSION', 'STATE', 'TOOLS', 'REACHES'];
  const table = formatTable(header, rows, call.io.columns);
  const problems = extensions.flatMap(describeProblems).join('');
  const empty = `There are no extensions in ${folder}. Make one: openclaw tools new NAME\n`;
  call.print({ folder, extensions }, rows.length === 0 ? empty : table + problems);
  return 0;
};

/** `openclaw extensions approve NAME` */
export const approveExtension: CommandRun = async (call) => {
  const link = await call.connect();
  const { extensions } = await link.request('extension.list', {});
  const name = nameOf(call);
  const seen = extensions.find((row) => row.name === name);
  if (!seen) throw new AppError('EXTENSION_UNKNOWN', { name });
  const { permissionsHash } = seen;
  const { extension } = await link.request('extension.approve', { name, permissionsHash });
  const wants = wantsInWords(extension.permissions);
  const text =
    extension.approval === 'not-needed'
      ? `${name} reaches nothing and needs no approval.\n`
      : `${name} may now reach: ${wants}.\nTake it back: openclaw extensions revoke ${name}\n`;
  call.print({ extension }, text);
  return 0;
};

/** `openclaw extensions revoke NAME` */
export const revokeExtension: CommandRun = async (call) => {
  const link = await call.connect();
  const name = nameOf(call);
  const { extension } = await link.request('extension.revoke', { name });
  call.print({ extension }, `${name} may reach nothing any more.\n`);
  return 0;
};

/** `openclaw extensions remove NAME` */
export const removeExtension: CommandRun = async (call) => {
  const link = await call.connect();
  const name = nameOf(call);
  const done = await link.request('extension.remove', { name });
  call.print(done, `${name} is gone, with what it kept.\n`);
  return 0;
};

/** `openclaw tools new NAME`: a gateway that runs has it at once; none is needed. */
export const newExtension: CommandRun = async (call) => {
  const { writeTemplate } = await import('../../tools/extensions/write-template.ts');
  const name = nameOf(call);
  const folder = await writeTemplate(call.paths.extensionsDir, name);
  const tool = name.replaceAll('-', '_');
  const isLoaded = await reload(call);
  const text = [
    `Made ${folder}.${isLoaded ? '' : ' It is there when the gateway runs.'}`,
    `Try it:  openclaw tools run ${tool} --json '{ "name": "Ada" }'`,
    `Test it: node --test ${folder}/index.test.ts`,
    '',
  ].join('\n');
  call.print({ name, folder, tool }, text);
  return 0;
};

async function reload(call: CommandCall): Promise<boolean> {
  try {
    await (await call.connect()).request('extension.reload', {});
    return true;
  } catch {
    return false;
  }
}

function nameOf(call: CommandCall): string {
  return call.positionals[0] ?? '';
}

function wantsInWords({ hosts, folders, secrets }: ExtensionPermissions): string {
  const parts = [
    ...hosts,
    ...folders.map(({ path, write }) => (write ? `${path} (writes)` : path)),
    ...secrets.map((secret) => `secret ${secret}`),
  ];
  return parts.join(', ') || 'nothing';
}

function describeProblems({ name, problems }: ExtensionRow): string[] {
  return problems.map(({ message, hint, file, line }) => {
    const place =
      file === undefined ? name : `${name}/${file}${line === undefined ? '' : `:${line}`}`;
    return `\n${place}\n  ${message}\n  ${hint}\n`;
  });
}

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DoctorCheck, DoctorFix } from '../../../shared/protocol/doctor.ts';
import type { CommandRun } from '../command.ts';
import { formatTable } from '../table.ts';

/** `openclaw doctor [--fix] [--bundle FILE]`: 0 when nothing fails, else 1. */
export const runDoctorCommand: CommandRun = async (call) => {
  const link = await call.connect();
  const answer = await link.request('doctor.run', {});
  let checks = answer.checks;
  if (call.flag('fix')) {
    const fixes = new Set(checks.flatMap(({ fix }) => fix ?? []));
    for (const fix of fixes) checks = merge(checks, await mend(fix));
  }
  const bundle = call.text('bundle');
  if (bundle !== undefined) {
    const { text } = await link.request('doctor.bundle', {});
    await writeFile(path.resolve(bundle), text, { mode: 0o600 });
  }
  call.print({ ...answer, checks }, describe(checks, call.io.columns));
  return checks.some(({ state }) => state === 'fail') ? 1 : 0;

  async function mend(fix: DoctorFix): Promise<readonly DoctorCheck[]> {
    return (await link.request('doctor.fix', { fix })).checks;
  }
};

function merge(checks: DoctorCheck[], again: readonly DoctorCheck[]): DoctorCheck[] {
  return checks.map((old) => again.find(({ name }) => name === old.name) ?? old);
}

const marks = { ok: 'ok', warn: 'look', fail: 'FAIL', skipped: '-' } as const;

function describe(checks: readonly DoctorCheck[], columns: number): string {
  const rows = checks.map(({ name, state, found, values }) => [
    marks[state],
    name,
    [found, ...Object.entries(values).map(([key, value]) => `${key}: ${value}`)].join(', '),
  ]);
  const open = checks.filter(({ state }) => state === 'warn' || state === 'fail');
  const canMend = open.some(({ fix }) => fix !== undefined);
  return [
    formatTable(['', 'CHECK', 'FOUND'], rows, columns),
    open.length === 0 ? '\nEverything is as it should be.\n' : `\n${open.length} to look at.\n`,
    canMend ? 'Some of it is mended by "openclaw doctor --fix".\n' : '',
  ].join('');
}

import type { UsageRow } from '../../../shared/protocol/usage.ts';

const columns = [
  ['day', (row) => row.day],
  ['agent', (row) => row.agent],
  ['channel', (row) => row.channel],
  ['person', (row) => row.personName ?? row.person],
  ['model', (row) => row.model],
  ['turns', (row) => row.turns],
  ['failed_turns', (row) => row.failedTurns],
  ['input_tokens', (row) => row.inputTokens],
  ['output_tokens', (row) => row.outputTokens],
  ['cost_usd', (row) => row.costMicros / 1_000_000],
  ['time_ms', (row) => row.timeMs],
  ['median_ms', (row) => row.medianMs ?? undefined],
  ['messages_in', (row) => row.messagesIn],
  ['messages_out', (row) => row.messagesOut],
  ['tool_calls', (row) => row.toolCalls],
] as const satisfies readonly [string, (row: UsageRow) => string | number | undefined][];

/**
 * Rows as a table for spreadsheets (RFC 4180). Names of columns are not translated, so that a sheet
 * made of it works in every language; those that no row has are left out.
 */
export function writeCsv(rows: readonly UsageRow[]): string {
  const used = columns.filter(([, read]) => rows.some((row) => read(row) !== undefined));
  const lines = [
    used.map(([name]) => name),
    ...rows.map((row) => used.map(([, read]) => cellOf(read(row)))),
  ];
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** What begins as a formula does is shown as the text it is, whatever opens the file. */
function cellOf(value: string | number | undefined): string {
  if (typeof value !== 'string') return String(value ?? '');
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

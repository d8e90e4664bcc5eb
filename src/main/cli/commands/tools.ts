import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { EffectiveTool, ToolRow, ToolSource } from '../../../shared/protocol/tools.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { CommandCall, CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';
import { formatFacts, formatTable } from '../table.ts';

/** `openclaw tools list [--agent NAME] [--channel ID]` */
export const listTools: CommandRun = async (call) => {
  if (call.text('agent') !== undefined || call.text('channel') !== undefined)
    return listEffective(call);
  const link = await call.connect();
  const catalog = await link.request('tools.catalog', {});
  const rows = catalog.tools.map((tool) => [
    tool.name,
    sourceInWords(tool.source),
    tool.touches.join(', '),
    tool.asks,
    tool.problem ? tool.problem.message : 'yes',
  ]);
  const table = formatTable(['TOOL', 'FROM', 'TOUCHES', 'ASKS', 'WORKS'], rows, call.io.columns);
  const profiles = Object.entries(catalog.profiles).map(([name, tools]) => [
    `@${name}`,
    tools.join(', '),
  ]);
  call.print(catalog, `${table}\n${formatTable(['PROFILE', 'TOOLS'], profiles, call.io.columns)}`);
  return 0;
};

async function listEffective(call: CommandCall): Promise<number> {
  const effective = await askEffective(call);
  const rows = effective.tools.map((tool) => [
    tool.name,
    tool.verdict === 'allowed' ? 'yes' : 'no',
    reasonInWords(tool, effective.agentId),
  ]);
  call.print(effective, formatTable(['TOOL', 'ALLOWED', 'WHY'], rows, call.io.columns));
  return 0;
}

/** `openclaw tools why TOOL [--agent NAME] [--channel ID]`: 0 when it may use it, else 1. */
export const explainTool: CommandRun = async (call) => {
  const [name = ''] = call.positionals;
  const effective = await askEffective(call);
  const link = await call.connect();
  const { tools } = await link.request('tools.catalog', {});
  const row = tools.find((tool) => tool.name === name);
  const verdict = effective.tools.find((tool) => tool.name === name);
  if (!verdict) {
    const known = tools.map((tool) => tool.name).join(', ');
    throw new AppError('TOOL_UNKNOWN', { tool: name, known });
  }
  const { agentId } = effective;
  call.print({ agentId, ...verdict }, describeVerdict(verdict, row, agentId));
  return verdict.verdict === 'allowed' ? 0 : 1;
};

/** `openclaw tools run TOOL [--json ARGS] [--agent NAME]`: 1 when the tool failed. */
export const runTool: CommandRun = async (call) => {
  const [name = ''] = call.positionals;
  const args = readArguments(call.text('json') ?? '{}');
  const agentId = call.text('agent');
  const link = await call.connect();
  const outcome = await link.request('tools.invoke', {
    name,
    args,
    ...(agentId === undefined ? {} : { agentId }),
  });
  if (call.flag('data')) call.io.out(`${JSON.stringify(outcome)}\n`);
  else showOutcome(call, outcome);
  return outcome.isError ? 1 : 0;
};

function askEffective(call: CommandCall): Promise<ResultOf<'tools.effective'>> {
  const channel = call.text('channel');
  return call.connect().then((link) =>
    link.request('tools.effective', {
      agentId: call.text('agent') ?? 'main',
      ...(channel === undefined ? {} : { channel }),
    }),
  );
}

function readArguments(text: string): Record<string, unknown> {
  const usage = `tools run TOOL --json '{"key": "value"}'`;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw usageError(`The arguments are not JSON: ${reason}.`, usage);
  }
  throw usageError('The arguments must be a JSON object.', usage);
}

function showOutcome(call: CommandCall, outcome: ResultOf<'tools.invoke'>): void {
  const text = outcome.text.endsWith('\n') ? outcome.text : `${outcome.text}\n`;
  if (outcome.isError) call.io.err(printable(text));
  else call.io.out(printable(text));
  const images = outcome.images?.length ?? 0;
  const pictures = images === 0 ? '' : `, ${images} picture(s): --data shows them`;
  call.io.err(`${outcome.isError ? 'failed' : 'done'} in ${outcome.durationMs} ms${pictures}\n`);
}

/** What a tool read somewhere must not move the cursor or colour the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');
}

function describeVerdict(
  verdict: EffectiveTool,
  row: ToolRow | undefined,
  agentId: string,
): string {
  const isAllowed = verdict.verdict === 'allowed';
  const facts: (readonly [string, string])[] = [
    ['Tool', verdict.name],
    ['Agent', agentId],
    ['Allowed', isAllowed ? 'yes' : 'no'],
    ['Why', reasonInWords(verdict, agentId)],
    ...(verdict.problem ? [['Problem', verdict.problem.message] as const] : []),
    ...(row ? [['Asks', row.asks] as const] : []),
    ['Do', isAllowed ? 'nothing, it may be used' : fixInWords(verdict, agentId)],
  ];
  return formatFacts(facts);
}

/** What decided, in words. */
function reasonInWords(tool: EffectiveTool, agentId: string): string {
  const path = tool.path ?? `agents.${agentId}.tools`;
  const entry = tool.entry === undefined ? '' : `"${tool.entry}" in `;
  switch (tool.verdict) {
    case 'allowed':
      return tool.entry === undefined
        ? `${path} leaves out others, not this one`
        : `${entry}${path}`;
    case 'not-listed':
      return `it is not in ${path}`;
    case 'left-out':
      return `${entry}${path} leaves it out`;
    case 'denied-for-everybody':
      return `${entry}${path} denies it for everybody`;
    case 'not-on-channel':
      return tool.entry === undefined
        ? `it is not in ${path}`
        : `${entry}${path} leaves it out on this channel`;
    case 'not-available':
      return tool.problem?.message ?? 'it does not work at the moment';
    case 'unknown':
      return `${entry}${path} leads to no tool`;
  }
}

/** What a person can do about it. */
function fixInWords(tool: EffectiveTool, agentId: string): string {
  const path = tool.path ?? `agents.${agentId}.tools`;
  switch (tool.verdict) {
    case 'allowed':
      return 'nothing';
    case 'not-listed':
      return `add "${tool.name}" to ${path}`;
    case 'left-out':
      return `take "${tool.entry ?? tool.name}" out of ${path}`;
    case 'denied-for-everybody':
      return `take ${tool.entry === undefined ? 'it' : `"${tool.entry}"`} out of ${path}`;
    case 'not-on-channel':
      return `change ${path}, or use another channel`;
    case 'not-available':
      return tool.problem?.hint ?? 'see the log';
    case 'unknown':
      return 'check how it is written; an extension or a server that brings it may be missing';
  }
}

function sourceInWords(source: ToolSource): string {
  switch (source.kind) {
    case 'built-in':
      return 'built in';
    case 'extension':
      return `extension ${source.name}`;
    case 'mcp':
      return `server ${source.server}`;
  }
}

import type { AgentCheck } from '../../../shared/protocol/agents.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { CommandRun } from '../command.ts';
import { formatTable } from '../table.ts';
import { costInWords } from '../words.ts';

/** `openclaw agents list` */
export const listAgents: CommandRun = async (call) => {
  const link = await call.connect();
  const answer = await link.request('agents.list', {});
  const rows = answer.agents.map(({ id, name, model }) => [
    id,
    name ?? '',
    id === answer.defaultId ? 'yes' : '',
    model?.primary ?? 'the first there is',
    (model?.fallbacks ?? []).join(', '),
  ]);
  const header = ['AGENT', 'NAME', 'DEFAULT', 'MODEL', 'FALLBACKS'];
  call.print(answer, formatTable(header, rows, call.io.columns));
  return 0;
};

/** `openclaw agents test [NAME]`: 0 when it works, else 1. */
export const testAgent: CommandRun = async (call) => {
  const [agentId] = call.positionals;
  const link = await call.connect();
  const answer = await link.request('agents.test', agentId === undefined ? {} : { agentId });
  call.print(answer, describeTest(answer, call.io.columns));
  return answer.works ? 0 : 1;
};

function describeTest(answer: ResultOf<'agents.test'>, columns: number): string {
  const rows = answer.checks.map((check) => [
    marks[check.state],
    checkWords[check.name],
    [check.subject, findingWords[check.found](check)]
      .filter((part) => part !== undefined)
      .join(': '),
  ]);
  const hints = answer.checks.flatMap((check) => {
    const hint = hintFor(check);
    return hint === undefined ? [] : [`- ${hint}\n`];
  });
  const verdict = answer.works ? 'It works.' : 'It does not work.';
  return [
    formatTable(['', `AGENT ${answer.agentId}`, ''], rows, columns),
    `\n${verdict}${hints.length > 0 ? ' What helps:' : ''}\n`,
    ...new Set(hints),
  ].join('');
}

const marks: Readonly<Record<AgentCheck['state'], string>> = {
  ok: 'ok',
  warn: 'warn',
  fail: 'FAIL',
  skipped: '-',
};

const checkWords: Readonly<Record<AgentCheck['name'], string>> = {
  config: 'configuration',
  model: 'model',
  fallback: 'fallback model',
  answer: 'answer',
  'tool-use': 'use of a tool',
  tools: 'tools',
  tool: 'tool',
  channel: 'channel',
  budget: 'budget',
  schedule: 'schedules',
};

/** What was found, in words. */
const findingWords: Readonly<Record<AgentCheck['found'], (check: AgentCheck) => string>> = {
  fine: ({ values }) => (values['price'] === 'unknown' ? 'there, without a known price' : 'fine'),
  'switched-off': () => 'switched off',
  answered: (check) =>
    `"${text(check, 'text')}" first word after ${text(check, 'firstMs')} ms, all after ${check.durationMs ?? 0} ms, ${costInWords(Number(check.values['costMicros']))}`,
  'answered-nothing': () => 'it said nothing',
  'tool-used': ({ durationMs = 0 }) => `it called a tool and used the result, ${durationMs} ms`,
  'tool-not-called': () => 'it did not call the tool it was told to use',
  'tool-result-not-used': () => 'it called the tool, and did not use the result',
  'model-without-tools': () => 'this model can not use tools',
  usable: (check) => `${text(check, 'count')} may be used: ${text(check, 'names')}`,
  'none-allowed': () => 'none may be used',
  'unknown-name': (check) => `there is no such tool (${text(check, 'path')})`,
  'leads-here': () => 'leads here and runs',
  'not-running': (check) => `leads here and is ${text(check, 'state')}`,
  'only-on-screen': () => 'no messenger leads here; the interface and the command line do',
  left: ({ values }) => budgetInWords(values),
  'used-up': ({ values }) => `used up: ${budgetInWords(values)}`,
  unlimited: ({ values }) => `no limit, ${costInWords(Number(values['costMicros']))} today`,
  waiting: (check) => `${text(check, 'count')} planned`,
  'not-looked-at': () => 'not tried',
  failed: ({ problem }) => problem?.message ?? 'failed',
};

function text({ values }: AgentCheck, name: string): string {
  return String(values[name] ?? '');
}

function budgetInWords(values: AgentCheck['values']): string {
  const { costMicros, limitMicros, tokens, limitTokens } = values;
  const cost =
    limitMicros === undefined
      ? []
      : [`${costInWords(Number(costMicros))} of ${costInWords(Number(limitMicros))}`];
  const used =
    limitTokens === undefined ? [] : [`${String(tokens)} of ${String(limitTokens)} tokens`];
  return `${[...cost, ...used].join(', ')} used today`;
}

/** What a person can do about it; nothing where all is well. */
function hintFor(check: AgentCheck): string | undefined {
  if (check.state === 'ok' || check.state === 'skipped') return undefined;
  if (check.problem) return `${check.subject ?? checkWords[check.name]}: ${check.problem.hint}`;
  switch (check.found) {
    case 'switched-off':
      return 'Set "enabled" of the agent to true.';
    case 'answered-nothing':
      return 'Raise "maxOutputTokens" of the agent, or choose another model.';
    case 'tool-not-called':
    case 'tool-result-not-used':
      return 'Models differ in how well they use tools: try another one.';
    case 'none-allowed':
      return 'Give the agent tools, such as "@safe".';
    case 'unknown-name':
      return `${check.subject ?? ''}: check how it is written; what brings it may be missing.`;
    case 'not-running':
      return `openclaw channels says more about ${check.subject ?? 'it'}.`;
    case 'used-up':
      return 'Wait until tomorrow, or raise the budget of the agent.';
    default:
      return undefined;
  }
}

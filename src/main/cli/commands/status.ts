import type { CommandRun } from '../command.ts';
import { formatFacts } from '../table.ts';
import { costInWords, durationInWords, sizeInWords } from '../words.ts';

/** `openclaw status` */
export const runStatus: CommandRun = async (call) => {
  const link = await call.connect();
  const status = await link.request('status', {});
  const { today, turns, outbox } = status;
  call.print(
    status,
    formatFacts([
      ['Gateway', `${status.name} (version ${status.version}, Node ${status.nodeVersion})`],
      ['Running for', durationInWords(status.uptimeMs)],
      ['Default agent', `${status.defaultAgentId}, ${status.model}`],
      ['Conversations', `${status.sessions} with ${status.messages} messages`],
      ['Database', sizeInWords(status.databaseBytes)],
      ['Turns', `${turns.running} running, ${turns.queued} waiting`],
      ['To be sent', `${outbox.waiting} waiting, ${outbox.held} held, ${outbox.dead} refused`],
      ['Cut off', `${outbox.unknown} open, ${outbox.possibleDuplicates} possible duplicates`],
      [
        'Today',
        `${today.inputTokens} tokens in, ${today.outputTokens} out, ${costInWords(today.costMicros)}`,
      ],
    ]),
  );
  return 0;
};

/** `openclaw health`; the exit code tells whether a channel or a part of the config is broken. */
export const runHealth: CommandRun = async (call) => {
  const link = await call.connect();
  const health = await link.request('health', {});
  const { channels, configProblems, memory } = health;
  const isWell = channels.broken === 0 && configProblems.errors === 0;
  call.print(
    health,
    formatFacts([
      ['State', isWell ? 'well' : 'needs attention'],
      ['Running for', durationInWords(health.uptimeMs)],
      ['Memory', `${sizeInWords(memory.rssBytes)}, heap ${sizeInWords(memory.heapUsedBytes)}`],
      ['Longest pause', `${health.eventLoopDelayMaxMs.toFixed(1)} ms`],
      ['Connections', String(health.connections)],
      ['Channels', `${channels.running} of ${channels.total} running, ${channels.broken} broken`],
      ['Configuration', `${configProblems.errors} errors, ${configProblems.warnings} warnings`],
    ]),
  );
  return isWell ? 0 : 1;
};

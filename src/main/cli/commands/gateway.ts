import type { CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';

/** `openclaw gateway`: returns when the gateway was asked to stop and has stopped. */
export const runGatewayCommand: CommandRun = async (call) => {
  const port = readPort(call.text('port'));
  const host = call.text('host');
  const { runGateway } = await import('../../headless.ts');
  const isForPeople = call.isJson ? false : call.flag('link') || undefined;
  return runGateway({ paths: call.paths, port, host, isForPeople });
};

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  // 0 lets the system choose a free one.
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw usageError(`"${text}" is not a port.`, 'gateway --port 18789');
}

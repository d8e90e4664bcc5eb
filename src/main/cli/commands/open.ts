import { spawn } from 'node:child_process';
import { readGatewayAddress, urlHost } from '../../platform/gateway-address.ts';
import type { CommandRun } from '../command.ts';
import { durationInWords } from '../words.ts';

/** `openclaw open`: the code stands in the fragment, which no browser sends to any server. */
export const runOpen: CommandRun = async (call) => {
  const link = await call.connect();
  const { code, expiresInMs } = await link.request('auth.code', {});
  const address = readGatewayAddress(call.paths.stateDir) ?? { host: '127.0.0.1', port: 18_789 };
  const url = `http://${urlHost(address.host)}:${address.port}/#code=${code}`;
  call.print({ url, expiresInMs }, `${url}\n`);
  if (!call.isJson) call.io.err(`It works once, within ${durationInWords(expiresInMs)}.\n`);
  if (call.flag('browser')) openInBrowser(url);
  return 0;
};

function openInBrowser(url: string): void {
  const programs = { darwin: 'open', win32: 'explorer' } as const;
  const program =
    process.platform in programs ? programs[process.platform as 'darwin'] : 'xdg-open';
  const child = spawn(program, [url], { stdio: 'ignore', detached: true });
  // Without such a program the link that was printed is still there.
  child.on('error', () => undefined);
  child.unref();
}

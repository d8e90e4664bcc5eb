import { limits } from '../../../shared/config/limits.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';

const minuteMs = 60_000;

/**
 * Writes what a server says on stderr into the log, line by line. Of one that talks too much, a
 * minute's share is kept and the rest counted.
 * @returns takes the next piece of text
 */
export function createStderrLog(log: Logger, server: string, clock: Clock): (text: string) => void {
  let rest = '';
  let minute = clock.monotonic();
  let lines = 0;
  let droppedLines = 0;

  function write(line: string): void {
    if (clock.monotonic() - minute >= minuteMs) {
      if (droppedLines > 0) log.warn('mcp.stderr-dropped', { server, lines: droppedLines });
      minute = clock.monotonic();
      lines = droppedLines = 0;
    }
    lines += 1;
    if (lines > limits.mcp.stderrLines) droppedLines += 1;
    else log.info('mcp.stderr', { server, text: line.slice(0, limits.mcp.stderrChars) });
  }

  return (text) => {
    const parts = (rest + text).split(/\r?\n/);
    rest = (parts.pop() ?? '').slice(0, limits.mcp.stderrChars);
    for (const line of parts) if (line.trim() !== '') write(line);
  };
}

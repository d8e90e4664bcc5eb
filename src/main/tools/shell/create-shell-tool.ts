import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import type { ToolsConfig } from '../../../shared/config/tools.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { Clock } from '../../platform/clock.ts';
import type { WorkspaceDeps } from '../files/workspace-folder.ts';
import type { Tool, ToolResult } from '../tool.ts';
import type { CommandEnd } from './run-command.ts';

export interface ShellToolDeps extends WorkspaceDeps {
  readonly clock: Clock;
  readonly config: () => ToolsConfig['shell'];
  /** Where the allowed names of the environment are looked up. */
  readonly env: () => Readonly<Record<string, string | undefined>>;
}

export interface ShellTool {
  readonly tool: Tool;
  /** Kills what still runs, without grace: the program ends. */
  close(): void;
}

const parameters = lazy(() =>
  z.strictObject({
    command: z
      .string()
      .min(1)
      .max(limits.shell.commandChars)
      .regex(/^[^\0]*$/, 'it must not hold a zero byte')
      .describe('What to run, as for /bin/sh -c (cmd on Windows).'),
    timeoutSeconds: z
      .number()
      .min(1)
      .max(3_600)
      .optional()
      .describe('How long it may take, within what is configured.'),
  }),
);

/**
 * Runs programs on this computer, with the rights of whoever runs the gateway: off unless it was switched
 * on, and each command is shown to the owner first.
 */
export function createShellTool(deps: ShellToolDeps): ShellTool {
  const { clock, config } = deps;
  const running = new Set<AbortController>();
  const tool: Tool = {
    name: 'shell',
    description:
      'Runs a command on the computer of the user, in your workspace, and gives its output and exit code. There is no input; what is left in the background is ended. The user is asked before each command: keep it short, and use other tools where they can do it.',
    parameters,
    touches: ['machine', 'files', 'web'],
    isRepeatable: false,
    asks: 'always',
    ask: (args) => {
      const { command } = parameters().parse(args);
      return { reason: `Run on this computer: ${showCommand(command)}`, always: { command } };
    },
    // The command is ended before; this is for what should not happen.
    timeoutMs: () => config().timeoutSeconds * 1_000 + 2 * limits.shell.graceMs,
    problem: () => (config().enabled ? undefined : new AppError('SHELL_OFF')),
    async run(args, context) {
      const { command, timeoutSeconds } = parameters().parse(args);
      const { enabled, env, timeoutSeconds: most } = config();
      if (!enabled) throw new AppError('SHELL_OFF');
      if (running.size >= limits.shell.running)
        throw new AppError('SHELL_BUSY', { running: running.size });
      const closing = new AbortController();
      running.add(closing);
      try {
        const { makeWorkspace } = await import('../files/workspace-folder.ts');
        const { runCommand } = await import('./run-command.ts');
        const { shellEnvironment } = await import('./shell-environment.ts');
        const folder = await makeWorkspace(deps, context.agentId);
        const seconds = Math.min(timeoutSeconds ?? most, most);
        const request = {
          command,
          folder,
          env: shellEnvironment(deps.env(), env, folder),
          timeoutMs: seconds * 1_000,
          signal: context.signal,
          kill: closing.signal,
        };
        return describeEnd(await runCommand(request, clock), seconds);
      } finally {
        running.delete(closing);
      }
    },
  };
  return {
    tool,
    close() {
      for (const closing of running) closing.abort();
    },
  };
}

function describeEnd(end: CommandEnd, seconds: number): ToolResult {
  const how =
    end.code === undefined ? `ended by ${end.signal ?? 'a signal'}` : `exit code ${end.code}`;
  const why =
    end.endedFor === 'time'
      ? `; it was ended after ${seconds} seconds`
      : end.endedFor === 'output'
        ? '; it was ended because it said too much'
        : '';
  const output = end.output.trimEnd();
  const text = `${how}${why} (${end.durationMs} ms)\n${output === '' ? '(no output)' : output}`;
  return { text, isError: end.code !== 0 || end.endedFor !== undefined };
}

/** Nothing of a command may hide from whoever allows it: signs that do not show are written out. */
export function showCommand(command: string): string {
  return command.replaceAll(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/g,
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

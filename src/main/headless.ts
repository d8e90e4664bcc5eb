import { createAssistant, type Assistant } from './compose/create-assistant.ts';
import { keepCompiledCodeSmall, keepMemorySmall } from './platform/keep-memory-small.ts';
import type { StatePaths } from './platform/paths.ts';

/** What `openclaw gateway` was told. */
export interface GatewayOptions {
  readonly paths: StatePaths;
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** Say in words where it is, with a sign-in link; absent: when the output is a terminal. */
  readonly isForPeople?: boolean | undefined;
}

/**
 * The headless program: the gateway in plain Node. Prints the link that opens the interface to a
 * person, or one line of JSON to a program, and ends on SIGTERM or SIGINT.
 *
 * @returns the exit code, when it has stopped
 * @throws AppError when it can't start
 */
export async function runGateway(options: GatewayOptions): Promise<number> {
  keepMemorySmall();
  const assistant = await createAssistant({
    ...options,
    env: process.env,
    isStrict: process.env['OPENCLAW_STRICT'] === '1',
    onFirstTurn: keepCompiledCodeSmall,
  });
  // Heard from before anybody is told that we are here.
  const asked = untilAsked();
  announce(assistant, options);
  const reason = await asked;
  await assistant.stop(reason);
  return 0;
}

function announce(assistant: Assistant, { paths, isForPeople }: GatewayOptions): void {
  const { host, port } = assistant.endpoint();
  if (isForPeople ?? process.stdout.isTTY) {
    const problems = assistant.config.current().problems.length;
    const note =
      problems === 0
        ? ''
        : `\n${problems} things in the config need a look: openclaw config validate`;
    process.stdout.write(
      `OpenClaw is running. Open it here (the link works once):\n\n  ${assistant.createSignInUrl()}\n${note}\n`,
    );
    return;
  }
  process.stdout.write(
    `${JSON.stringify({ ready: true, host, port, pid: process.pid, stateDir: paths.stateDir })}\n`,
  );
}

/** Resolves with the reason when the program is asked to end; asked twice, it ends at once. */
function untilAsked(): Promise<string> {
  return new Promise((resolve) => {
    let isAsked = false;
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (isAsked) process.exit(130);
        isAsked = true;
        resolve(signal);
      });
    }
  });
}

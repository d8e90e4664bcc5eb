/** The program of the thread behind `tools/browser/browser-thread.ts`. */
import { parentPort } from 'node:worker_threads';
import { toAppError } from '../shared/errors/index.ts';
import { systemClock } from './platform/clock.ts';
import type { LogFields, Logger } from './platform/log.ts';
import type { ThreadMessage, ThreadRequest } from './tools/browser/browser-thread.ts';
import { createBrowserHost } from './tools/browser/host/create-browser-host.ts';

const running = new Map<number, AbortController>();

function say(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

function makeLog(base: LogFields): Logger {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void =>
      say({ kind: 'log', level, event, fields: { ...base, ...fields } });
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => makeLog({ ...base, ...fields }),
  };
}

const host = createBrowserHost({ clock: systemClock, log: makeLog({}) });

async function answer(request: ThreadRequest): Promise<void> {
  const { id } = request;
  try {
    switch (request.kind) {
      case 'abort':
        running.get(id)?.abort(new Error('the turn ended'));
        return;
      case 'close-agent':
        await host.closeAgent(request.agentId);
        break;
      case 'close':
        await host.close();
        break;
      case 'act': {
        const controller = new AbortController();
        running.set(id, controller);
        const view = await host.act(request.request, controller.signal);
        say({ kind: 'done', id, view });
        return;
      }
    }
    say({ kind: 'done', id });
  } catch (error) {
    const { code, values } = toAppError(error);
    say({ kind: 'failed', id, code, values });
  } finally {
    if (request.kind === 'act') running.delete(id);
  }
}

parentPort?.on('message', (request: ThreadRequest) => void answer(request));

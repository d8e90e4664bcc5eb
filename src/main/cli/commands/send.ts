import type { ChatEvent, ChatMessage } from '../../../shared/protocol/chat.ts';
import { newId } from '../../platform/ids.ts';
import type { CommandCall, CommandRun } from '../command.ts';
import { GatewayRefusal, usageError } from '../failure.ts';
import type { GatewayLink } from '../gateway-link.ts';

type ChatEnd = Extract<ChatEvent, { state: 'final' | 'aborted' | 'error' }>;

const interruptedExitCode = 130;

/** `openclaw send MESSAGE`: a turn of its own, streamed; Ctrl-C stops the answer. */
export const runSend: CommandRun = async (call) => {
  const message = call.positionals[0] ?? (await call.io.readInput());
  if (message === undefined || message.trim() === '') {
    throw usageError('There is no message.', 'send MESSAGE   (or: … | openclaw send)');
  }
  const link = await call.connect();
  const sessionKey = call.text('session') ?? link.hello.snapshot.sessionDefaults.mainSessionKey;
  const runId = newId();
  const answer = createAnswer(call);
  const ended = watchRun(link, runId, answer);
  call.io.interrupted.addEventListener('abort', () => {
    link.request('chat.abort', { sessionKey, runId }).catch(() => undefined);
  });
  const sent = { sessionKey, message, idempotencyKey: runId, queueMode: 'followup' as const };
  await link.request('chat.send', sent);
  const end = await Promise.race([ended, link.broken]);
  return finish(call, answer, sessionKey, end);
};

interface Answer {
  readonly text: string;
  add(delta: string, replaces: boolean): void;
  /** The whole text, where the stream did not bring all of it. */
  complete(text: string): void;
}

/** Shows the text as it grows; with --json it is only kept. */
function createAnswer(call: CommandCall): Answer {
  let text = '';
  const show = (piece: string): void => {
    if (!call.isJson) call.io.out(piece);
  };
  return {
    get text() {
      return text;
    },
    add(delta, replaces) {
      // What stands on a terminal cannot be taken back: begin anew below it.
      show(replaces && text !== '' ? `\n${delta}` : delta);
      text = replaces ? delta : text + delta;
    },
    complete(whole) {
      if (whole === text) return;
      if (whole.startsWith(text)) show(whole.slice(text.length));
      else show(`\n${whole}`);
      text = whole;
    },
  };
}

function watchRun(link: GatewayLink, runId: string, answer: Answer): Promise<ChatEnd> {
  return new Promise((resolve) => {
    link.on('chat', (event) => {
      if (event.runId !== runId) return;
      if (event.state === 'delta') answer.add(event.deltaText, event.replace ?? false);
      else if (event.state !== 'status') resolve(event);
    });
  });
}

function finish(call: CommandCall, answer: Answer, sessionKey: string, end: ChatEnd): number {
  if (end.message) answer.complete(textOf(end.message));
  if (!call.isJson && answer.text !== '') call.io.out('\n');
  if (end.state === 'error') throw failureOf(end);
  const { runId, stopReason } = end;
  call.print({ runId, sessionKey, state: end.state, stopReason, text: answer.text }, '');
  return end.state === 'aborted' ? interruptedExitCode : 0;
}

function textOf(message: ChatMessage): string {
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

function failureOf(end: ChatEnd & { state: 'error' }): GatewayRefusal {
  const error = end.message?.error;
  return new GatewayRefusal({
    code: error?.code ?? 'INTERNAL',
    message: error?.message ?? end.errorMessage ?? 'The turn failed.',
    details: { code: error?.code ?? 'INTERNAL', hint: error?.hint ?? '' },
  });
}

import type { ChatResponse, Message } from 'ollama/browser';
import type { MessageAnswer } from '../model-core/answer.ts';
import type { StreamWriter } from '../model-core/send-answer.ts';

/** What identifies an answer. */
export interface AnswerHead {
  readonly model: string;
  readonly promptTokens: number;
  readonly hidesThoughts: boolean;
}

/** A line, in the library's own types; over the wire times are texts. */
type Line = Pick<ChatResponse, 'model' | 'message' | 'done'> & { created_at: string };
type LastLine = Line &
  Pick<ChatResponse, 'done_reason' | 'total_duration' | 'prompt_eval_count' | 'eval_count'>;

const line = (value: Line | LastLine): string => `${JSON.stringify(value)}\n`;

/** Writes an answer as the lines of `/api/chat`. */
export function createOllamaWriter(head: AnswerHead): StreamWriter {
  let count = 0;
  const say = (message: Omit<Message, 'role'>): string => {
    count++;
    return line(makeLine(head, message));
  };
  return {
    contentType: 'application/x-ndjson',
    thought: (text) => (head.hidesThoughts ? '' : say({ content: '', thinking: text })),
    piece: (text) => say({ content: text }),
    calls: (calls) =>
      calls.map(({ name, arguments: args }) =>
        say({ content: '', tool_calls: [{ function: { name, arguments: { ...args } } }] }),
      ),
    end: (answer: MessageAnswer) =>
      line({
        ...makeLine(head, { content: '' }),
        done: true,
        done_reason: answer.ending === 'length' ? 'length' : 'stop',
        total_duration: 1_000_000,
        prompt_eval_count: head.promptTokens,
        eval_count: count + 1,
      }),
    malformed: '{"model":"echo","message":{"ro\n',
    failure: '{"error":"an error was encountered while running the model: unexpected EOF"}\n',
  };
}

function makeLine({ model }: AnswerHead, message: Omit<Message, 'role'>): Line {
  return {
    model,
    created_at: '2026-01-01T00:00:00Z',
    message: { role: 'assistant', ...message },
    done: false,
  };
}

import { createParser } from 'eventsource-parser';
import type { z } from 'zod';
import type { ModelControl } from './control.ts';
import { chunkSchema } from './response-schema.ts';

/** An event of a stream. */
type Chunk = z.output<typeof chunkSchema>;

/** What a stream came to. */
interface Collected {
  chunks: Chunk[];
  content: string;
  /** Data of events that were no JSON. */
  broken: string[];
  hasDone: boolean;
  /** Why the reading ended early; null after a proper end. */
  error: string | null;
}

/** Sends a request for a completion, with the server's key unless headers say otherwise. */
export function ask(
  server: ModelControl,
  model: string,
  text: string,
  more: Record<string, unknown> = {},
  init: RequestInit = {},
): Promise<Response> {
  return fetch(`${server.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: text }], ...more }),
    ...init,
  });
}

/** Reads a stream to its end with an SSE parser library; every event is checked. */
export async function collect(response: Response): Promise<Collected> {
  const result: Collected = { chunks: [], content: '', broken: [], hasDone: false, error: null };
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === '[DONE]') result.hasDone = true;
      else take(result, data);
    },
  });
  try {
    const decoder = new TextDecoder();
    const body: AsyncIterable<Uint8Array> = response.body ?? new ReadableStream();
    for await (const bytes of body) parser.feed(decoder.decode(bytes, { stream: true }));
  } catch (error) {
    result.error = String(error);
  }
  return result;
}

function take(result: Collected, data: string): void {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    result.broken.push(data);
    return;
  }
  const chunk = chunkSchema.parse(value);
  result.chunks.push(chunk);
  result.content += chunk.choices[0]?.delta.content ?? '';
}

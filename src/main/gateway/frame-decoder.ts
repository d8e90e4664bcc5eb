import { AppError } from '../../shared/errors/index.ts';
import { requestFrame, type RequestFrame } from '../../shared/protocol/frames.ts';
import { describeIssue } from './issue.ts';

export type Decoded =
  | { readonly ok: true; readonly frame: RequestFrame }
  | { readonly ok: false; readonly id: string; readonly error: AppError };

/** The id in an answer to a frame that has none; as in the OpenClaw protocol. */
const noId = 'invalid';

/** Turns the text of a frame into a request, or says what is wrong with it. Never throws. */
export function decodeRequest(text: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, id: noId, error: new AppError('FRAME_NOT_JSON') };
  }
  const parsed = requestFrame().safeParse(value);
  if (parsed.success) return { ok: true, frame: parsed.data };
  return {
    ok: false,
    id: readId(value),
    error: new AppError('FRAME_INVALID', describeIssue(parsed.error)),
  };
}

function readId(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('id' in value)) return noId;
  return typeof value.id === 'string' && value.id !== '' && value.id.length <= 256
    ? value.id
    : noId;
}

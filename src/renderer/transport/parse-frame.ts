import {
  eventFrame,
  responseFrame,
  type EventFrame,
  type ResponseFrame,
} from '../../shared/protocol/frames.ts';

/** Reads a frame of the gateway; undefined when it is no response and no event of the protocol. */
export function parseFrame(text: string): ResponseFrame | EventFrame | undefined {
  const value = parseJson(text);
  const asEvent = eventFrame().safeParse(value);
  if (asEvent.success) return asEvent.data;
  const asResponse = responseFrame().safeParse(value);
  return asResponse.success ? asResponse.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

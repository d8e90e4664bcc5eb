import {
  eventFrame,
  responseFrame,
  type EventFrame,
  type ResponseFrame,
} from '../../shared/protocol/frames.ts';

/** Reads a frame of the gateway; undefined when it is no response and no event of the protocol. */
export function parseFrame(text: string): ResponseFrame | EventFrame | undefined {
  const value = parseJson(text);
  if (isPlainEvent(value)) return value;
  const asEvent = eventFrame().safeParse(value);
  if (asEvent.success) return asEvent.data;
  const asResponse = responseFrame().safeParse(value);
  return asResponse.success ? asResponse.data : undefined;
}

/**
 * Nearly every frame is an event without anything unusual. This is looked at by hand: with ten
 * thousand in a second the schema of the frame costs more than all that is done with them. Their
 * payload is checked where somebody listens.
 */
function isPlainEvent(value: unknown): value is EventFrame {
  if (typeof value !== 'object' || value === null) return false;
  const { type, event, seq, payload: _payload, ...rest } = value as Partial<EventFrame>;
  return (
    type === 'event' &&
    typeof event === 'string' &&
    event !== '' &&
    (seq === undefined || (Number.isInteger(seq) && seq >= 0)) &&
    Object.keys(rest).length === 0
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

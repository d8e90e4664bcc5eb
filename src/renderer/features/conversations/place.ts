import { formatAddress, type Address } from '../../navigation/address.ts';
import { readFilters, writeFilters, type InspectFilters } from '../../state/inspection/filters.ts';
import type { TranscriptRef } from '../../state/inspection/types.ts';

/** Where one is on this page; all of it stands in the address. */
export interface Place {
  readonly filters: InspectFilters;
  /** The conversation that is looked at. */
  readonly ref: TranscriptRef | undefined;
  readonly turnId: string | undefined;
  /** The message somebody has jumped to. */
  readonly messageId: string | undefined;
  /** Another branch, beside the one that is shown, by its newest message. */
  readonly compareId: string | undefined;
}

/** Reads a place from an address. */
export function readPlace({ parts, query }: Address): Place {
  const [key] = parts;
  const ref =
    key === undefined ? undefined : { key, sessionId: query['session'], headId: query['branch'] };
  return {
    filters: readFilters(query),
    ref,
    turnId: ref && query['turn'],
    messageId: ref && query['message'],
    compareId: ref && query['compare'],
  };
}

/** The address of a place, made from another one by what is different there. */
export function placeAddress(place: Place, changes: Partial<Place> = {}): string {
  const { filters, ref, turnId, messageId, compareId } = { ...place, ...changes };
  const query = {
    ...(ref && {
      session: ref.sessionId,
      branch: ref.headId,
      turn: turnId,
      message: messageId,
      compare: compareId,
    }),
    ...writeFilters(filters),
  };
  return formatAddress('conversations', ref ? [ref.key] : [], query);
}

/** Another conversation, with nothing chosen in it yet. */
export function toConversation(
  place: Place,
  ref: TranscriptRef | undefined,
  messageId?: string,
): string {
  return placeAddress(place, { ref, messageId, turnId: undefined, compareId: undefined });
}

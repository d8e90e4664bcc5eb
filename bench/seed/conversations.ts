/** Messages of one conversation, and conversations that are held at the same time. */
const perSession = 500;
const atOnce = 49;

/** How many people write; each has several conversations. */
export const peopleCount = 300;

/** The person who has this number. */
export function personId(number: number): string {
  return `person-${number % peopleCount}`;
}

export interface SeedConversation {
  readonly agentId: string;
  readonly channel: string;
  readonly personId: string;
  readonly costMicros: number;
  readonly errorCode: string | null;
  readonly isArchived: boolean;
  readonly isTakenOver: boolean;
}

/**
 * What a conversation is, by its number: always the same. Filters find much, little and next to
 * nothing of it; `closed` is a channel that only the oldest conversations were held on.
 */
export function describeConversation(number: number): SeedConversation {
  return {
    agentId: number % 200 === 1 ? 'seldom' : number % 10 === 0 ? 'helper' : 'assistant',
    channel: number < atOnce ? 'closed' : number % 4 === 0 ? 'messenger' : 'web',
    personId: personId(number),
    costMicros: (number * 7_919) % 2_000_000,
    errorCode: number % 25 === 3 ? 'PROVIDER_FAILED' : null,
    isArchived: number % 20 === 7,
    isTakenOver: number % 400 === 9,
  };
}

/** In which conversation a message is, by its number. */
export function conversationOf(message: number): number {
  return Math.floor(message / (perSession * atOnce)) * atOnce + (message % atOnce);
}

/** How many messages a conversation holds when so many are written in all. */
export function sizeOf(conversation: number, messages: number): number {
  const block = Math.floor(conversation / atOnce) * perSession * atOnce;
  const inBlock = Math.min(messages - block, perSession * atOnce);
  return Math.ceil((inBlock - (conversation % atOnce)) / atOnce);
}

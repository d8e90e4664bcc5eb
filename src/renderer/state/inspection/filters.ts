import type { ParamsOf } from '../../../shared/protocol/contract.ts';

/** What a list of conversations can be narrowed down to by how a conversation stands. */
export const shownStates = ['running', 'failed', 'taken-over', 'archived', 'all'] as const;
export type ShownState = (typeof shownStates)[number];

/** The least a conversation has cost, in millionths of a US dollar, as one can choose it. */
export const costSteps = [10_000, 100_000, 1_000_000, 10_000_000] as const;

/** Which conversations are listed, and which messages are searched. Absent: all that are live. */
export interface InspectFilters {
  readonly channel?: string | undefined;
  readonly personId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly state?: ShownState | undefined;
  readonly minCostMicros?: number | undefined;
  readonly order?: 'cost' | undefined;
  /** Words that are looked for in all messages. */
  readonly words?: string | undefined;
}

type Query = Readonly<Record<string, string | undefined>>;

/** The filters of an address; what can't be read is left out. */
export function readFilters(query: Query): InspectFilters {
  const cost = Number(query['cost']);
  return {
    channel: some(query['channel']),
    personId: some(query['person']),
    agentId: some(query['agent']),
    state: shownStates.find((state) => state === query['state']),
    minCostMicros: Number.isSafeInteger(cost) && cost > 0 ? cost : undefined,
    order: query['order'] === 'cost' ? 'cost' : undefined,
    words: some(query['q']),
  };
}

/** As `readFilters` reads them back. */
export function writeFilters(filters: InspectFilters): Query {
  return {
    channel: filters.channel,
    person: filters.personId,
    agent: filters.agentId,
    state: filters.state,
    cost: filters.minCostMicros?.toString(),
    order: filters.order,
    q: filters.words,
  };
}

/** How many filters are set, the searched words and the order aside. */
export function countFilters(filters: InspectFilters): number {
  const { channel, personId, agentId, state, minCostMicros } = filters;
  return [channel, personId, agentId, state, minCostMicros].filter((entry) => entry !== undefined)
    .length;
}

/** What `sessions.list` is asked with, the place of the page aside. */
export function listParams(filters: InspectFilters): ParamsOf<'sessions.list'> {
  return withoutAbsent({
    channel: filters.channel,
    personId: filters.personId,
    agentId: filters.agentId,
    minCostMicros: filters.minCostMicros,
    order: filters.order,
    ...stateParams(filters.state),
  });
}

/** What `sessions.search` is asked with. */
export function searchParams(filters: InspectFilters): Omit<ParamsOf<'sessions.search'>, 'query'> {
  return withoutAbsent({
    channel: filters.channel,
    personId: filters.personId,
    agentId: filters.agentId,
    minCostMicros: filters.minCostMicros,
    ...stateParams(filters.state),
  });
}

function stateParams(
  state: ShownState | undefined,
): Pick<ParamsOf<'sessions.list'>, 'state' | 'archived'> {
  switch (state) {
    case undefined:
      return {};
    case 'archived':
      return { archived: true };
    case 'all':
      return { archived: 'all' };
    case 'running':
    case 'failed':
    case 'taken-over':
      return { state };
  }
}

function some(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Fields that are not set are left out: the contract knows no undefined. */
function withoutAbsent<T extends object>(params: T): T {
  // Only keys that hold nothing are gone, and all of them are optional.
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as T;
}

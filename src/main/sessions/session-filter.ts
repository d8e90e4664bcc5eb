import type { ParsedParamsOf } from '../../shared/protocol/contract.ts';

type Listed = ParsedParamsOf<'sessions.list'>;

/** What conversations can be narrowed to. Everything of it stands in the conversation itself. */
export type SessionFacets = Pick<
  Listed,
  'agentId' | 'channel' | 'personId' | 'archived' | 'state' | 'minCostMicros'
>;

/** A condition of a query over `session`, with the values of its question marks. */
export type Condition = readonly [text: string, ...values: (string | number)[]];

/** What has to hold of a conversation. `archived` that is absent leaves both kinds in. */
export function facetConditions(facets: SessionFacets): Condition[] {
  const { archived, agentId, channel, personId, state, minCostMicros } = facets;
  return [
    ...(archived === undefined || archived === 'all' ? [] : [archivedIs(archived)]),
    ...(agentId === undefined ? [] : [['session.agent_id = ?', agentId] as const]),
    ...(channel === undefined ? [] : [['session.channel = ?', channel] as const]),
    ...(personId === undefined ? [] : [['session.person_id = ?', personId] as const]),
    ...(minCostMicros === undefined ? [] : [['session.cost_micros >= ?', minCostMicros] as const]),
    ...(state === undefined ? [] : [stateIs(state)]),
  ];
}

function archivedIs(isArchived: boolean): Condition {
  return [`session.archived_at IS ${isArchived ? 'NOT NULL' : 'NULL'}`];
}

function stateIs(state: NonNullable<Listed['state']>): Condition {
  switch (state) {
    case 'running':
      // Few at any time; their own index names them.
      return ["session.id IN (SELECT session_id FROM turn WHERE state = 'running')"];
    case 'failed':
      return ['session.error_code IS NOT NULL'];
    case 'taken-over':
      return ['session.taken_over_at IS NOT NULL'];
  }
}

/** All conditions as one; without any it always holds. */
export function toWhere(conditions: readonly Condition[]): {
  readonly where: string;
  readonly values: (string | number)[];
} {
  return {
    where: conditions.map(([text]) => text).join(' AND ') || 'TRUE',
    values: conditions.flatMap(([, ...values]) => values),
  };
}

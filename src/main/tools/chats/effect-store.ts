import type { Sql } from '../../storage/database.ts';

/**
 * Does something once for a call, however often the call is run: what it did is kept in the same
 * transaction. Part of the caller's transaction.
 * @returns what the effect returned, now or the first time
 */
export function onceForCall(
  sql: Sql,
  call: { readonly turnId: string; readonly callId: string },
  effect: () => string,
): string {
  const known = sql
    .statement<[string, string], { result: string }>(
      'SELECT result FROM tool_effect WHERE turn_id = ? AND call_id = ?',
    )
    .get(call.turnId, call.callId);
  if (known) return known.result;
  const result = effect();
  // A person who tries a tool out has no turn, and presses a button only once.
  if (call.turnId !== '')
    sql
      .statement<[string, string, string]>(
        'INSERT INTO tool_effect (turn_id, call_id, result) VALUES (?, ?, ?)',
      )
      .run(call.turnId, call.callId, result);
  return result;
}

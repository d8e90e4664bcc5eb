/**
 * `state` is what a provider wants back with its answer. A sub-agent's session names the turn and
 * call that wait for its result.
 */
export const agents = `
ALTER TABLE message ADD COLUMN state TEXT;
`;

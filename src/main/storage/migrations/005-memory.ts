/** Notes, found by words and by meaning. */
export const memory = `
SELECT 1;
`;

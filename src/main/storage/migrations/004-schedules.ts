/** Schedules and their runs. */
export const schedules = `
SELECT 1;
`;

/** Questions to the owner and the rules made from answers. */
export const approvals = `
SELECT 1;
`;

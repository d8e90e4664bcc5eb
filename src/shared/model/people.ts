/** owner: everything. trusted: may talk. guest: talks where the channel lets everybody in. */
export const personRoles = ['owner', 'trusted', 'guest'] as const;
export type PersonRole = (typeof personRoles)[number];

/** The parts of the page, by the first part of its address; `all` stands without one. */
export const toolTabs = ['all', 'approvals', 'rules', 'extensions', 'servers', 'skills'] as const;
export type ToolTab = (typeof toolTabs)[number];

import { formatAddress, type Address } from '../../navigation/address.ts';

export const agentTabs = ['basics', 'prompt', 'tools', 'routing', 'check', 'more'] as const;
export type AgentTab = (typeof agentTabs)[number];

export const agentSides = ['chat', 'text', 'sent'] as const;
export type AgentSide = (typeof agentSides)[number];

/** Which part of an agent's page an address means. */
export interface AgentPlace {
  readonly tab: AgentTab;
  /** Chosen by the address; narrow windows then show it in place of the form. */
  readonly side: AgentSide | undefined;
}

/** Reads the place from the address; what is not known is the beginning. */
export function readPlace({ parts, query }: Address): AgentPlace {
  return {
    tab: agentTabs.find((tab) => tab === parts[1]) ?? 'basics',
    side: agentSides.find((side) => side === query['side']),
  };
}

/** The address that `readPlace` reads back. */
export function placeAddress(id: string, { tab, side }: AgentPlace): string {
  return formatAddress('agents', tab === 'basics' ? [id] : [id, tab], { side });
}

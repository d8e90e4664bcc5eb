import type { Address } from '../../navigation/address.ts';
import { AgentList } from './agent-list.tsx';
import { AgentView } from './agent-view.tsx';

/** All agents, or the one the address names. */
export function AgentsPage({ address }: { readonly address: Address }) {
  const [id] = address.parts;
  return id === undefined ? (
    <AgentList isAdding={address.query['add'] !== undefined} />
  ) : (
    <AgentView key={id} id={id} address={address} />
  );
}

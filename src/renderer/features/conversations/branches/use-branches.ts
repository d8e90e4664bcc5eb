import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createBranches, type Branch } from '../../../state/inspection/branches.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { useTopic } from '../../../state/use-topic.ts';

/** The branches of the conversation that is looked at, the last used first. */
export function useBranches({ ref }: Pick<Transcript, 'ref'>): readonly Branch[] {
  const branches = useTopic(createBranches);
  const { key, sessionId } = ref;
  useEffect(() => branches.look({ key, sessionId }), [branches, key, sessionId]);
  return useStore(branches.store, (state) => state.branches);
}

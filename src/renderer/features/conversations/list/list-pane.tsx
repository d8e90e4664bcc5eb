import { useEffect } from 'react';
import { createFoundMessages } from '../../../state/inspection/found-messages.ts';
import { createSessionList } from '../../../state/inspection/session-list.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { usePlace } from '../use-place.ts';
import { FilterBar } from './filter-bar.tsx';
import { FoundList } from './found-list.tsx';
import { SessionListView } from './session-list-view.tsx';

/** Conversations by filter, or messages with certain words. */
export function ListPane() {
  const { filters } = usePlace();
  const list = useTopic(createSessionList);
  const found = useTopic(createFoundMessages);
  const isSearching = filters.words !== undefined && filters.words.trim() !== '';
  useEffect(() => {
    if (isSearching) found.look(filters);
    else list.setFilters({ ...filters, words: undefined });
  }, [list, found, filters, isSearching]);
  useEffect(() => list.look(), [list]);
  return (
    <>
      <FilterBar />
      {isSearching ? (
        <FoundList found={found} words={filters.words ?? ''} />
      ) : (
        <SessionListView list={list} />
      )}
    </>
  );
}

import { useStore } from 'zustand';
import { useApp } from '../../../state/app-context.ts';
import type { InspectFilters } from '../../../state/inspection/filters.ts';
import { createPeopleBook } from '../../../state/people-book.ts';
import { useTopic } from '../../../state/use-topic.ts';
import type { Option } from '../../../ui/select.tsx';
import { useAgentNames } from '../../naming/use-agent-names.ts';

type Options = readonly Option<string>[];

interface FilterOptions {
  readonly channels: Options;
  readonly people: Options;
  readonly agents: Options;
}

/** What there is to choose from; what was chosen stays among it, also when it is gone by now. */
export function useFilterOptions(filters: InspectFilters): FilterOptions {
  const app = useApp();
  const channels = useStore(app.channels, (state) => state.channels);
  const { options: agents } = useAgentNames();
  const { book } = useTopic(createPeopleBook);
  const people = useStore(book.store, ({ value }) => value?.people);
  return {
    channels: withChosen(
      [{ value: 'web', label: 'web' }, ...channels.map(({ id }) => ({ value: id, label: id }))],
      filters.channel,
    ),
    people: withChosen(
      (people ?? []).map(({ id, name }) => ({ value: id, label: name })),
      filters.personId,
    ),
    agents: withChosen(agents, filters.agentId),
  };
}

function withChosen(options: Options, chosen: string | undefined): Options {
  const seen = new Set<string>();
  const distinct = options.filter(({ value }) => !seen.has(value) && seen.add(value));
  if (chosen === undefined || seen.has(chosen)) return distinct;
  return [...distinct, { value: chosen, label: chosen }];
}

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ResultOf } from '../../../../shared/protocol/contract.ts';
import { useApp } from '../../../state/app-context.ts';
import type { InspectFilters } from '../../../state/inspection/filters.ts';
import type { Option } from '../../../ui/select.tsx';

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
  const agents = useStore(app.gateway, (state) => state.agents);
  const people = usePeople();
  return {
    channels: withChosen(
      [{ value: 'web', label: 'web' }, ...channels.map(({ id }) => ({ value: id, label: id }))],
      filters.channel,
    ),
    people: withChosen(
      people.map(({ id, name }) => ({ value: id, label: name })),
      filters.personId,
    ),
    agents: withChosen(
      (agents?.agents ?? []).map(({ id, name }) => ({ value: id, label: name ?? id })),
      filters.agentId,
    ),
  };
}

type Person = ResultOf<'people.list'>['people'][number];

function usePeople(): readonly Person[] {
  const { client } = useApp();
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    let isWanted = true;
    const read = (): void => {
      client.request('people.list', {}).then(
        (answer) => {
          if (isWanted) setPeople(answer.people);
        },
        () => undefined,
      );
    };
    read();
    const end = client.on('people.changed', read);
    return () => {
      isWanted = false;
      end();
    };
  }, [client]);
  return people;
}

function withChosen(options: Options, chosen: string | undefined): Options {
  const seen = new Set<string>();
  const distinct = options.filter(({ value }) => !seen.has(value) && seen.add(value));
  if (chosen === undefined || seen.has(chosen)) return distinct;
  return [...distinct, { value: chosen, label: chosen }];
}

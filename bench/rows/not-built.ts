import type { Reading, Row } from '../lib/row.ts';

/** A budget whose subject does not exist yet: it stands in the table so that nobody forgets it. */
function notBuilt(name: string, title: string, unit: string): Row {
  const reading: Reading = {
    name,
    title,
    unit,
    ours: undefined,
    judged: undefined,
    note: 'not built yet',
  };
  return { name, measure: async () => [reading] };
}

export const notBuiltRows: readonly Row[] = [
  notBuilt('map', 'topology map, 1,000 nodes and 5,000 edges, panning', 'fps'),
];

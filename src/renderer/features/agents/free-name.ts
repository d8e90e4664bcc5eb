import { valueAt } from '../../state/config-draft/plain-value.ts';

/** A key for an agent that nobody has: the wish itself, else with a number behind it. */
export function freeName(root: unknown, wish: string): string {
  const stem = wish.slice(0, 60);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}-${number}`;
    if (valueAt(root, ['agents', name]) === undefined) return name;
  }
}

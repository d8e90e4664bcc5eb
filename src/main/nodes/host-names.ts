import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import { newId } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';

/**
 * By what name hosts know a channel. It stays the same for as long as the channel lives, whatever the
 * configuration calls it: a host keeps its connection, its place in the messenger's queue and what
 * waits on its disk when a channel gets another name, and is not even told.
 */
export interface HostNames {
  /** The name by which hosts know the channel that the configuration calls this. */
  hostNameOf(channel: string): string;
  /** Every name of the same channel: two of them only while it is being renamed. */
  sameAs(channel: string): readonly string[];
  /** What is stored has changed; call it after the commit. */
  reload(): void;
}

const keptUnder = 'channel-host-names';
const stored = lazy(() => z.record(z.string(), z.string()));

/** Makes the names from what is stored. Looking one up reads nothing. */
export function createHostNames(sql: Sql): HostNames {
  let known = readNames(sql);
  return {
    hostNameOf: (channel) => known.get(channel) ?? channel,
    sameAs(channel) {
      if (known.size === 0) return [channel];
      const hostName = known.get(channel) ?? channel;
      const others = [...known].flatMap(([name, its]) => (its === hostName ? [name] : []));
      return others.includes(channel) ? others : [channel, ...others];
    },
    reload() {
      known = readNames(sql);
    },
  };
}

/** No channel was ever renamed. */
export const plainHostNames: HostNames = {
  hostNameOf: (channel) => channel,
  sameAs: (channel) => [channel],
  reload: () => undefined,
};

/** From now on two names mean one channel, until one of them is given up with `retireName`. */
export function shareHostName(sql: Sql, from: string, to: string, now: number): void {
  const names = readNames(sql);
  const hostName = names.get(from) ?? from;
  keep(sql, names.set(from, hostName).set(to, hostName), now);
}

/** A channel that gets this name some day is another one, and hosts know it by another name. */
export function retireName(sql: Sql, name: string, now: number): void {
  keep(sql, readNames(sql).set(name, `${name}~${newId()}`), now);
}

/** A line for each name that was ever given up; whoever renames writes one into their file as well. */
function readNames(sql: Sql): Map<string, string> {
  const row = sql
    .statement<[string], { value: string }>('SELECT value FROM kept WHERE key = ?')
    .get(keptUnder);
  return new Map(row ? Object.entries(stored().parse(JSON.parse(row.value))) : []);
}

function keep(sql: Sql, names: ReadonlyMap<string, string>, now: number): void {
  sql
    .statement<[string, string, number]>(
      'INSERT OR REPLACE INTO kept (key, value, updated_at) VALUES (?, ?, ?)',
    )
    .run(keptUnder, JSON.stringify(Object.fromEntries(names)), now);
}

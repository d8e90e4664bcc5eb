import { cityZones } from './city-zones.ts';
import { createZone, type Zone } from './zoned-time.ts';

/** Finds zones by IANA name, city or country. */
export interface ZoneFinder {
  find(name: string): Zone | undefined;
}

/** A formatter takes a tenth of a millisecond to build and 20 KB to keep. */
const keptZones = 64;

/** Makes a finder that remembers the zones it was asked for. */
export function createZoneFinder(): ZoneFinder {
  const known = new Map<string, Zone>();
  let cities: ReadonlyMap<string, string> | undefined;

  const locate = (name: string): string | undefined => {
    const key = name.toLowerCase().replace(/\s+/g, ' ');
    return cityZones.get(key) ?? (cities ??= indexCities()).get(key);
  };
  return {
    find(name) {
      const wanted = name.trim();
      const kept = known.get(wanted);
      if (kept) return kept;
      const located = locate(wanted);
      const zone = located === undefined ? createNamedZone(wanted) : createZone(located);
      if (!zone) return undefined;
      if (known.size >= keptZones) known.clear();
      known.set(wanted, zone);
      return zone;
    },
  };
}

/** Intl also takes "est" and the like for zones that nobody means; ask for the full form. */
function createNamedZone(name: string): Zone | undefined {
  const isFullName = name.includes('/') || /^[+-]\d\d:\d\d$/.test(name);
  return isFullName ? createZone(name) : undefined;
}

/** `America/Argentina/Buenos_Aires` is found as "buenos aires". */
function indexCities(): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const city = zone.slice(zone.lastIndexOf('/') + 1);
    index.set(city.replaceAll('_', ' ').toLowerCase(), zone);
  }
  return index;
}

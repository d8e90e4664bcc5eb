import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { plainHost, type WebTarget } from './read-url.ts';

/** What the owner lets agents reach beside the public internet (`tools.web.allowPrivate`). */
export interface PrivateAllowance {
  /** The host was named, perhaps with its port. */
  allowsHost(target: WebTarget): boolean;
  /** The address was named, or is in a network that was. */
  allowsAddress(address: string, port: number): boolean;
}

interface Entry {
  readonly host?: string;
  readonly network?: readonly [ipaddr.IPv4 | ipaddr.IPv6, number];
  readonly port?: number | undefined;
}

/** Reads hosts, `host:port` and networks such as 192.168.1.0/24; what it can't read allows nothing. */
export function createPrivateAllowance(entries: readonly string[]): PrivateAllowance {
  const list = entries.flatMap((entry) => readEntry(entry.trim().toLowerCase()) ?? []);
  const fits = (entry: Entry, port: number): boolean =>
    entry.port === undefined || entry.port === port;
  return {
    allowsHost: ({ host, port }) => list.some((entry) => entry.host === host && fits(entry, port)),
    allowsAddress(address, port) {
      if (!ipaddr.isValid(address)) return false;
      const parsed = ipaddr.process(address);
      return list.some((entry) => fits(entry, port) && isIn(parsed, entry.network));
    },
  };
}

function readEntry(text: string): Entry | undefined {
  if (text.includes('/')) {
    if (!ipaddr.isValidCIDR(text)) return undefined;
    return { network: ipaddr.parseCIDR(text) };
  }
  if (isIP(text) !== 0) return { network: wholeAddress(text) };
  const url = URL.parse(`http://${text}`);
  if (!url || url.host === '' || url.pathname !== '/' || url.username !== '') return undefined;
  // A written port 80 vanishes from `url.port`.
  const written = /:(\d+)$/.exec(text)?.[1];
  const port = written === undefined ? undefined : Number(written);
  const host = plainHost(url.hostname);
  return isIP(host) === 0 ? { host, port } : { network: wholeAddress(host), port };
}

function wholeAddress(text: string): readonly [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function isIn(address: ipaddr.IPv4 | ipaddr.IPv6, network: Entry['network']): boolean {
  return network?.[0].kind() === address.kind() && address.match(network[0], network[1]);
}

import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What an address is, in words that fit behind "is". */
export type AddressKind =
  | 'public'
  | 'this machine'
  | 'a private address'
  | 'a link-local address'
  | 'a metadata address'
  | 'a multicast address'
  | 'a reserved address'
  | 'no address';

/**
 * Where clouds keep the keys of a machine. Those outside of link-local: Alibaba, Azure's wire
 * server, AWS over IPv6, Oracle's older one is in 192.0.0.0/24.
 */
const metadata = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd20:ce::254',
]);

/**
 * Says whether an address is one of the public internet. IPv4 that is embedded in IPv6 (mapped, 6to4,
 * NAT64, ISATAP) counts as what is embedded; Teredo and what nobody has been given are refused.
 *
 * @param own addresses of this machine's interfaces, which are never public however they look
 */
export function classifyAddress(text: string, own: ReadonlySet<string> = new Set()): AddressKind {
  // A zone says which interface; only link-local addresses have one.
  if (text.includes('%')) return 'a link-local address';
  if (isIP(text) === 0) return 'no address';
  const address = ipaddr.parse(plainAddress(text));
  if (own.has(address.toString())) return 'this machine';
  return address instanceof ipaddr.IPv6 ? classifyV6(address, own) : classifyV4(address);
}

/** The one spelling of an address; ipaddr.js takes `::1.2.3.4` for a mapped address, systems do not. */
export function plainAddress(text: string): string {
  if (isIP(text) !== 6) return text;
  return URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1) ?? text;
}

function classifyV4(address: ipaddr.IPv4): AddressKind {
  if (metadata.has(address.toString())) return 'a metadata address';
  const range = address.range();
  switch (range) {
    case 'unicast':
      return 'public';
    case 'loopback':
    case 'unspecified':
      return 'this machine';
    case 'private':
    case 'carrierGradeNat':
      return 'a private address';
    case 'linkLocal':
      return 'a link-local address';
    case 'multicast':
    case 'broadcast':
      return 'a multicast address';
    default:
      return 'a reserved address';
  }
}

function classifyV6(address: ipaddr.IPv6, own: ReadonlySet<string>): AddressKind {
  if (metadata.has(address.toString())) return 'a metadata address';
  const inner = readEmbedded(address);
  if (inner !== undefined) return classifyAddress(inner.toString(), own);
  switch (address.range()) {
    case 'unicast':
      // Everything else is not given out (RFC 4291, IANA).
      return isIn(address, '2000::/3') ? 'public' : 'a reserved address';
    case 'loopback':
    case 'unspecified':
      return 'this machine';
    case 'uniqueLocal':
      return 'a private address';
    case 'linkLocal':
      return 'a link-local address';
    case 'multicast':
      return 'a multicast address';
    default:
      return 'a reserved address';
  }
}

/** The IPv4 address to which a packet for this one goes in the end, where that is so. */
function readEmbedded(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  const at = (start: number): ipaddr.IPv4 => new ipaddr.IPv4(bytes.slice(start, start + 4));
  if (address.isIPv4MappedAddress()) return at(12);
  // RFC 6145, RFC 6052 (well-known prefix), RFC 3056.
  if (isIn(address, '::ffff:0:0:0/96') || isIn(address, '64:ff9b::/96')) return at(12);
  if (isIn(address, '2002::/16')) return at(2);
  // ISATAP (RFC 5214): the interface part is 0000:5efe or 0200:5efe and the IPv4 address.
  const isIsatap =
    (bytes[8] === 0 || bytes[8] === 2) &&
    bytes[9] === 0 &&
    bytes[10] === 0x5e &&
    bytes[11] === 0xfe;
  return isIsatap ? at(12) : undefined;
}

function isIn(address: ipaddr.IPv6, network: string): boolean {
  return address.match(ipaddr.IPv6.parseCIDR(network));
}

import { formatAddress } from '../../navigation/address.ts';

/** The list of channels, or one of them. */
export function channelAddress(id?: string): string {
  return formatAddress('channels', id === undefined ? [] : [id]);
}

/** The way to add one, with a messenger chosen already where it is known. */
export function addChannelAddress(type = '', query: { readonly live?: string } = {}): string {
  return formatAddress('channels', [], { add: type, ...query });
}

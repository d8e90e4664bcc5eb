import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyAddress } from './address-kind.ts';

/** IPv4 addresses nobody may reach, as four numbers. */
const privateV4 = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), fc.nat(255), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)),
  fc.tuple(fc.integer({ min: 224, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255)),
);

const hex = ([a, b, c, d]: readonly [number, number, number, number]): string =>
  `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;

describe('classifyAddress', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::808:808', 'public'],
    ['127.0.0.1', 'this machine'],
    ['::1', 'this machine'],
    ['0.0.0.0', 'this machine'],
    ['192.168.1.1', 'a private address'],
    ['100.64.0.1', 'a private address'],
    ['fd12::1', 'a private address'],
    ['169.254.1.1', 'a link-local address'],
    ['fe80::1', 'a link-local address'],
    ['fe80::1%eth0', 'a link-local address'],
    ['169.254.169.254', 'a metadata address'],
    ['100.100.100.200', 'a metadata address'],
    ['fd00:ec2::254', 'a metadata address'],
    ['::ffff:169.254.169.254', 'a metadata address'],
    ['224.0.0.1', 'a multicast address'],
    ['255.255.255.255', 'a multicast address'],
    ['ff02::1', 'a multicast address'],
    ['203.0.113.1', 'a reserved address'],
    ['198.18.0.1', 'a reserved address'],
    ['240.0.0.1', 'a reserved address'],
    ['2001:db8::1', 'a reserved address'],
    ['2001:0:808:808::1', 'a reserved address'],
    ['fec0::1', 'a reserved address'],
    ['4000::1', 'a reserved address'],
    ['64:ff9b:1::808:808', 'a reserved address'],
    ['::8.8.8.8', 'a reserved address'],
    ['127.1', 'no address'],
    ['0x7f.0.0.1', 'no address'],
    ['example.com', 'no address'],
  ])('%s is %s', (address, kind) => {
    expect(classifyAddress(address)).toBe(kind);
  });

  it('refuses private IPv4, also inside of IPv6', () => {
    fc.assert(
      fc.property(privateV4, (parts) => {
        const text = parts.join('.');
        for (const address of [
          text,
          `::ffff:${text}`,
          `::ffff:${hex(parts)}`,
          `::ffff:0:${hex(parts)}`,
          `::${text}`,
          `64:ff9b::${hex(parts)}`,
          `2002:${hex(parts)}::1`,
          `2001:0:${hex(parts)}::1`,
          `2606:4700::5efe:${hex(parts)}`,
          `2606:4700::200:5efe:${hex(parts)}`,
        ])
          expect(classifyAddress(address), address).not.toBe('public');
      }),
    );
  });

  it('never takes a public address of this machine for one of the internet', () => {
    expect(classifyAddress('8.8.8.8', new Set(['8.8.8.8']))).toBe('this machine');
    expect(classifyAddress('::ffff:8.8.8.8', new Set(['8.8.8.8']))).toBe('this machine');
  });
});

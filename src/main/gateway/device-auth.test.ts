import { expect, it } from 'vitest';
import { makeDevice } from '../../../e2e/gateway/conformance/harness.ts';
import { connectParams } from '../../shared/protocol/connect.ts';
import { verifyDevice, type DeviceProof } from './device-auth.ts';

const nowMs = 1_700_000_000_000;
const device = makeDevice();
const text = `v3|${device.id}|test|test|operator|operator.read,operator.write|${nowMs}|secret|nonce|linux|desktop`;

function proof(parts: Record<string, unknown> = {}, rest: Partial<DeviceProof> = {}): DeviceProof {
  const params = connectParams().parse({
    minProtocol: 4,
    maxProtocol: 4,
    client: { id: 'test', version: '1', platform: ' LINUX', deviceFamily: 'Desktop', mode: 'test' },
    scopes: ['operator.read', 'operator.write'],
    auth: { token: 'secret' },
    device: {
      id: device.id,
      publicKey: device.publicKey,
      signature: device.sign(text),
      signedAt: nowMs,
      nonce: 'nonce',
      ...parts,
    },
  });
  if (!params.device) throw new Error('no device');
  return {
    params: { ...params, device: params.device },
    role: 'operator',
    nonce: 'nonce',
    nowMs,
    ...rest,
  };
}

const codeOf = (given: DeviceProof): string => {
  try {
    verifyDevice(given);
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it('accepts what the device signed', () => {
  expect(codeOf(proof())).toBe('accepted');
});

it.each([
  ['DEVICE_AUTH_PUBLIC_KEY_INVALID', proof({ publicKey: 'AAAA' })],
  ['DEVICE_AUTH_DEVICE_ID_MISMATCH', proof({ publicKey: makeDevice().publicKey })],
  ['DEVICE_AUTH_DEVICE_ID_MISMATCH', proof({ id: 'f'.repeat(64) })],
  ['DEVICE_AUTH_NONCE_MISMATCH', proof({}, { nonce: 'another' })],
  ['DEVICE_AUTH_SIGNATURE_EXPIRED', proof({}, { nowMs: nowMs + 3 * 60_000 })],
  ['DEVICE_AUTH_SIGNATURE_EXPIRED', proof({}, { nowMs: nowMs - 3 * 60_000 })],
  ['DEVICE_AUTH_SIGNATURE_INVALID', proof({}, { role: 'node' })],
  ['DEVICE_AUTH_SIGNATURE_INVALID', proof({ signature: makeDevice().sign(text) })],
  ['DEVICE_AUTH_SIGNATURE_INVALID', proof({ signature: 'AAAA' })],
])('refuses with %s', (code, given) => {
  expect(codeOf(given)).toBe(code);
});

it('refuses a key that is 32 bytes of anything', () => {
  // All ones is no point of the curve; whatever the library says to it, it is refused.
  const raw = Buffer.alloc(32, 0xff);
  expect(codeOf(proof({ publicKey: raw.toString('base64url') }))).not.toBe('accepted');
});

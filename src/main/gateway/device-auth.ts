import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { AppError } from '../../shared/errors/index.ts';
import type { ConnectParams } from '../../shared/protocol/connect.ts';
import { limits } from '../../shared/config/limits.ts';

export interface DeviceProof {
  readonly params: ConnectParams & { readonly device: NonNullable<ConnectParams['device']> };
  readonly role: string;
  /** The challenge of this very connection. */
  readonly nonce: string;
  /** UTC milliseconds. */
  readonly nowMs: number;
}

/** What a DER-encoded Ed25519 public key begins with (RFC 8410); the 32 raw bytes follow. */
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const keyBytes = 32;

/**
 * Checks that a device holds the key it names and signed this connection with it. Cheap checks
 * first. Throws one of the DEVICE_AUTH codes.
 */
export function verifyDevice(proof: DeviceProof): void {
  const { device } = proof.params;
  const raw = Buffer.from(device.publicKey, 'base64url');
  if (raw.length !== keyBytes) throw new AppError('DEVICE_AUTH_PUBLIC_KEY_INVALID');
  if (createHash('sha256').update(raw).digest('hex') !== device.id.toLowerCase()) {
    throw new AppError('DEVICE_AUTH_DEVICE_ID_MISMATCH');
  }
  if (device.nonce !== proof.nonce) throw new AppError('DEVICE_AUTH_NONCE_MISMATCH');
  if (Math.abs(proof.nowMs - device.signedAt) > limits.auth.signatureSkewMs) {
    throw new AppError('DEVICE_AUTH_SIGNATURE_EXPIRED');
  }
  const signature = Buffer.from(device.signature, 'base64url');
  if (!verify(null, Buffer.from(signedText(proof)), importKey(raw), signature)) {
    throw new AppError('DEVICE_AUTH_SIGNATURE_INVALID');
  }
}

/** The text a device signs: version 3 of the OpenClaw protocol. */
function signedText({ params, role }: DeviceProof): string {
  const { auth, client, device } = params;
  return [
    'v3',
    device.id,
    client.id,
    client.mode,
    role,
    (params.scopes ?? []).join(','),
    String(device.signedAt),
    auth?.token ?? auth?.deviceToken ?? auth?.bootstrapToken ?? '',
    device.nonce,
    lowerAscii(client.platform),
    lowerAscii(client.deviceFamily ?? ''),
  ].join('|');
}

/** Only A to Z, so that both sides agree whatever the language of the machine. */
function lowerAscii(text: string): string {
  return text.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function importKey(raw: Buffer): KeyObject {
  try {
    return createPublicKey({
      key: Buffer.concat([derPrefix, raw]),
      format: 'der',
      type: 'spki',
    });
  } catch (error) {
    throw new AppError('DEVICE_AUTH_PUBLIC_KEY_INVALID', {}, { cause: error });
  }
}

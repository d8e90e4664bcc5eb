import { helloOk, type ConnectParams, type HelloOk } from '../../shared/protocol/connect.ts';
import { protocolVersion, type ResponseFrame } from '../../shared/protocol/frames.ts';
import { localError, wireError, type ClientError } from './client-error.ts';

/** What this program tells the gateway about itself. */
export interface ClientIdentity {
  readonly version: string;
  readonly platform: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly userAgent: string;
}

/** The id of the one request that is sent before anything else. */
export const connectRequestId = 'connect';

/** Params of `connect`: an interface for the owner. Who we are is told by the cookie. */
export function connectParamsFor(identity: ClientIdentity): ConnectParams {
  return {
    minProtocol: protocolVersion,
    maxProtocol: protocolVersion,
    client: {
      id: 'openclaw-control-ui',
      mode: 'ui',
      version: identity.version,
      platform: identity.platform,
      timeZone: identity.timeZone.slice(0, 64),
    },
    caps: ['tool-events'],
    role: 'operator',
    scopes: ['operator.read', 'operator.write', 'operator.admin', 'operator.pairing'],
    locale: identity.locale.slice(0, 64),
    userAgent: identity.userAgent.slice(0, 1_024),
  };
}

export type HandshakeResult =
  { readonly hello: HelloOk; readonly error?: undefined } | { readonly error: ClientError };

/** Reads the answer to `connect`. */
export function readHello(frame: ResponseFrame): HandshakeResult {
  if (!frame.ok) {
    return { error: frame.error ? wireError(frame.error) : localError('CLIENT_ANSWER_INVALID') };
  }
  const parsed = helloOk().safeParse(frame.payload);
  if (parsed.success) return { hello: parsed.data };
  return { error: localError('CLIENT_ANSWER_INVALID', parsed.error.issues[0]?.path.join('.')) };
}

const finalCodes = new Set([
  'AUTH_REQUIRED',
  'AUTH_TOKEN_MISSING',
  'AUTH_TOKEN_MISMATCH',
  'AUTH_CODE_INVALID',
  'CONTROL_UI_ORIGIN_NOT_ALLOWED',
  'PROTOCOL_MISMATCH',
  'SCOPE_MISSING',
  'ROLE_INVALID',
  'CLIENT_ANSWER_INVALID',
]);

/** Whether connecting again by itself is pointless until somebody does something. */
export function isFinalRefusal(error: ClientError): boolean {
  return finalCodes.has(error.code);
}

import { defineErrors } from '../spec.ts';

export const gatewayErrors = defineErrors({
  FRAME_NOT_JSON: {
    kind: 'invalid',
    message: 'The frame is not JSON.',
    hint: 'Send one JSON object in each text frame.',
  },
  FRAME_INVALID: {
    kind: 'invalid',
    message: 'The frame is not valid at {path}: {reason}',
    hint: 'Compare the frame with the protocol reference.',
  },
  FRAME_TOO_LARGE: {
    kind: 'limited',
    message: 'The frame is larger than {limitBytes} bytes.',
    hint: 'Send less in one frame; the limit is in hello-ok under policy.maxPayload.',
  },
  METHOD_UNKNOWN: {
    kind: 'invalid',
    message: 'There is no method "{method}".',
    hint: 'hello-ok.features.methods lists what this gateway can do.',
  },
  PARAMS_INVALID: {
    kind: 'invalid',
    message: 'The parameters of {method} are not valid at {path}: {reason}',
    hint: 'Compare the parameters with the protocol reference.',
  },
  HANDSHAKE_FIRST: {
    kind: 'refused',
    message: 'The first frame must be a connect request.',
    hint: 'Wait for connect.challenge, then send connect.',
  },
  HANDSHAKE_TIMEOUT: {
    kind: 'unreachable',
    message: 'No connect request came within {seconds} seconds.',
    hint: 'Connect again and send the connect request at once.',
  },
  PROTOCOL_MISMATCH: {
    kind: 'refused',
    message: 'The client speaks protocol {min} to {max}; this gateway speaks {own}.',
    hint: 'Update the older of the two.',
  },
  AUTH_REQUIRED: {
    kind: 'refused',
    message: 'This gateway asks for a token.',
    hint: 'Pass the token from the credentials folder of the state directory.',
  },
  AUTH_TOKEN_MISSING: {
    kind: 'refused',
    message: 'The connect request carries no token.',
    hint: 'Pass the token from the credentials folder of the state directory in auth.token.',
  },
  AUTH_TOKEN_MISMATCH: {
    kind: 'refused',
    message: 'The token is not the one of this gateway.',
    hint: 'Read the token again from the credentials folder; it may have been renewed.',
  },
  AUTH_DEVICE_TOKEN_MISMATCH: {
    kind: 'refused',
    message: 'The device token is not one that this gateway gave to this device.',
    hint: 'Forget the stored device token and connect once with the shared token.',
  },
  AUTH_SCOPE_MISMATCH: {
    kind: 'refused',
    message: 'This device was never approved for {scopes}.',
    hint: 'Connect once with the shared token to approve more.',
  },
  AUTH_SESSION_REQUIRED: {
    kind: 'refused',
    message: 'This browser is not signed in.',
    hint: 'Run "openclaw open" for a fresh link.',
  },
  AUTH_TOKEN_IN_URL: {
    kind: 'refused',
    message: 'Secrets are not accepted in a URL.',
    hint: 'Programs pass the token in the connect request; browsers open the link of "openclaw open".',
  },
  AUTH_RATE_LIMITED: {
    kind: 'limited',
    message: 'Too many failed attempts from this address.',
    hint: 'Wait a few minutes, then try once with the right token.',
  },
  AUTH_CODE_INVALID: {
    kind: 'refused',
    message: 'The sign-in code is unknown, used or too old.',
    hint: 'Run "openclaw open" for a fresh link.',
  },
  DEVICE_AUTH_SIGNATURE_INVALID: {
    kind: 'refused',
    message: 'The signature of the device does not fit its key and this connection.',
    hint: 'Sign the challenge of this very connection with the key that is sent.',
  },
  DEVICE_AUTH_DEVICE_ID_MISMATCH: {
    kind: 'refused',
    message: 'The id of the device is not the fingerprint of its public key.',
    hint: 'The id is the hexadecimal SHA-256 of the 32 raw key bytes.',
  },
  DEVICE_AUTH_PUBLIC_KEY_INVALID: {
    kind: 'refused',
    message: 'The public key of the device is not an Ed25519 key.',
    hint: 'Send the 32 raw key bytes as base64url without padding.',
  },
  DEVICE_AUTH_NONCE_MISMATCH: {
    kind: 'refused',
    message: 'The device signed another challenge.',
    hint: 'Echo the nonce of this connection.',
  },
  DEVICE_AUTH_SIGNATURE_EXPIRED: {
    kind: 'refused',
    message: 'The signature of the device is too old.',
    hint: 'Check the clock of that machine.',
  },
  CONTROL_UI_ORIGIN_NOT_ALLOWED: {
    kind: 'refused',
    message: 'Pages of {origin} may not talk to this gateway.',
    hint: 'Open the interface at the address of the gateway itself.',
  },
  HOST_NOT_ALLOWED: {
    kind: 'refused',
    message: 'This gateway does not answer under the name {host}.',
    hint: 'Open it by its address, or add the address of that name to gateway.allowedOrigins.',
  },
  GATEWAY_STARTING: {
    kind: 'unreachable',
    message: 'The gateway is starting.',
    hint: 'Try again in a moment.',
  },
  CONNECTIONS_TOO_MANY: {
    kind: 'limited',
    message: 'Too many connections wait to sign in.',
    hint: 'Try again in a few seconds.',
  },
  REQUESTS_TOO_MANY: {
    kind: 'limited',
    message: 'More than {limit} requests of this connection are being worked on.',
    hint: 'Wait for answers before asking more.',
  },
  ANSWER_TOO_LARGE: {
    kind: 'invalid',
    message: 'The answer would be larger than {limitBytes} bytes.',
    hint: 'Ask for less at once.',
  },
  RESULT_INVALID: {
    kind: 'internal',
    message: 'What {subject} gives is not what the protocol says at {path}: {reason}',
    hint: 'Report this with the lines of the log around this moment.',
  },
  HTTP_NOT_FOUND: {
    kind: 'missing',
    message: 'There is nothing at {path}.',
    hint: 'The interface is at /.',
  },
  HTTP_METHOD_NOT_ALLOWED: {
    kind: 'invalid',
    message: '{method} is not possible here.',
    hint: 'Use {allowed}.',
  },
  HTTP_BODY_INVALID: {
    kind: 'invalid',
    message: 'The body of the request is not what is expected here: {reason}',
    hint: 'Send JSON as in the protocol reference.',
  },
  INTERFACE_NOT_BUILT: {
    kind: 'missing',
    message: 'The web interface is not part of this installation.',
    hint: 'Build it with "npm run build", or use the command line.',
  },
  ROLE_INVALID: {
    kind: 'invalid',
    message: 'There is no role "{role}".',
    hint: 'Use operator or node.',
  },
  MISSING_SCOPE: {
    kind: 'refused',
    message: '{method} needs the scope {scope}.',
    hint: 'Connect with that scope.',
  },
  SLOW_CONSUMER: {
    kind: 'limited',
    message: 'The client reads too slowly.',
    hint: 'Read faster, or ask for less; events.resume brings back what was missed.',
  },
  PORT_IN_USE: {
    kind: 'conflict',
    message: 'Port {port} on {host} is in use{holder}.',
    hint: 'Stop that program, or choose another port with --port or gateway.port.',
  },
  PORT_NOT_ALLOWED: {
    kind: 'refused',
    message: 'This user may not listen on port {port}.',
    hint: 'Choose a port above 1023.',
  },
  HOST_NOT_AVAILABLE: {
    kind: 'invalid',
    message: 'This machine has no address {host}.',
    hint: 'Use 127.0.0.1, or an address that this machine really has.',
  },
  STATE_DIR_BUSY: {
    kind: 'conflict',
    message: 'Another gateway already uses {dir}{holder}.',
    hint: 'Use that one, stop it, or start this one with another --state-dir.',
  },
  STATE_DIR_FOREIGN: {
    kind: 'conflict',
    message: '{dir} belongs to another OpenClaw and is left untouched.',
    hint: 'Ours is kept in ~/.openclaw-desktop; its data can be imported.',
  },
});

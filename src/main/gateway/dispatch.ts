import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { methods, type MethodName } from '../../shared/protocol/contract.ts';
import type { ErrorDetails, RequestFrame } from '../../shared/protocol/frames.ts';
import type { MethodSpec } from '../../shared/protocol/spec.ts';
import type { Connection, MethodHandlers } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import { publicError, toErrorShape } from './error-shape.ts';
import { decodeRequest } from './frame-decoder.ts';
import { describeIssue } from './issue.ts';
import type { Peer } from './peer.ts';
import { closeCodes } from './refusal.ts';

export interface DispatchDeps {
  /** Asked for each call, so that handlers may be built after the server. */
  handlers(): MethodHandlers;
  readonly log: Logger;
  readonly isStrict: boolean;
  /** True once the gateway is on its way out. */
  isClosing(): boolean;
}

export type Dispatch = (peer: Peer, text: string) => void;

type Handler = (params: unknown, connection: Connection) => unknown;

/**
 * Answers the frames of authenticated peers. A handler that returns a value instead of a promise
 * is answered at once, before anything else can be sent.
 */
export function createDispatch(deps: DispatchDeps): Dispatch {
  const run = (peer: Peer, frame: RequestFrame): void => {
    const { method } = frame;
    if (!isMethod(method)) throw new AppError('METHOD_UNKNOWN', { method });
    const spec: MethodSpec = methods[method];
    if (!peer.may(spec.scope)) throw new AppError('MISSING_SCOPE', { method, scope: spec.scope });
    if (peer.inFlight >= limits.frame.inFlight) {
      throw new AppError('REQUESTS_TOO_MANY', { limit: limits.frame.inFlight });
    }
    const params = readParams(method, spec, frame.params);
    // The types of one method belong together, which an index by name cannot express.
    const handler = deps.handlers()[method] as Handler;
    const result = handler(params, peer);
    if (result instanceof Promise) answerLater(peer, frame, spec, result);
    else answer(peer, frame, spec, result);
  };

  const answerLater = (
    peer: Peer,
    frame: RequestFrame,
    spec: MethodSpec,
    result: Promise<unknown>,
  ): void => {
    peer.inFlight += 1;
    void result
      .then((value) => answer(peer, frame, spec, value))
      .catch((error: unknown) => fail(peer, frame, error))
      .finally(() => {
        peer.inFlight -= 1;
      });
  };

  const answer = (peer: Peer, frame: RequestFrame, spec: MethodSpec, result: unknown): void => {
    if (deps.isStrict) checkResult(frame.method, spec, result);
    const text = writeAnswer(frame.id, result);
    if (text.length > limits.frame.maxBytes) {
      throw new AppError('ANSWER_TOO_LARGE', { limitBytes: limits.frame.maxBytes });
    }
    peer.transmit(text);
  };

  const fail = (peer: Peer, frame: RequestFrame, thrown: unknown): void => {
    const error = publicError(thrown, frame.method, deps.log);
    peer.transmit(writeError(frame.id, error));
  };

  return (peer, text) => {
    const decoded = decodeRequest(text);
    if (!decoded.ok) {
      peer.transmit(writeError(decoded.id, decoded.error));
      peer.badFrames += 1;
      if (peer.badFrames >= limits.frame.badFrames) {
        peer.close(closeCodes.policy, 'too many frames that are no requests');
      }
      return;
    }
    peer.badFrames = 0;
    try {
      if (deps.isClosing()) throw new AppError('SHUTTING_DOWN');
      run(peer, decoded.frame);
    } catch (error) {
      fail(peer, decoded.frame, error);
    }
  };
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

function readParams(method: string, spec: MethodSpec, value: unknown): unknown {
  const parsed = spec.params().safeParse(value === undefined ? {} : value);
  if (parsed.success) return parsed.data;
  throw new AppError('PARAMS_INVALID', { method, ...describeIssue(parsed.error) });
}

function checkResult(method: string, spec: MethodSpec, result: unknown): void {
  const parsed = spec.result().safeParse(result);
  if (parsed.success) return;
  throw new AppError('RESULT_INVALID', {
    subject: `the method ${method}`,
    ...describeIssue(parsed.error),
  });
}

/** A response as text. `payload` is left out when there is none. */
function writeAnswer(id: string, payload: unknown): string {
  return JSON.stringify({ type: 'res', id, ok: true, payload });
}

/** A refusal as text. */
function writeError(id: string, error: AppError): string {
  return JSON.stringify({
    type: 'res',
    id,
    ok: false,
    error: toErrorShape(error, scopeDetails(error)),
  });
}

/** What clients of the protocol read from a missing scope. */
function scopeDetails(error: AppError): Partial<ErrorDetails> {
  const { scope } = error.values;
  if (error.code !== 'MISSING_SCOPE' || typeof scope !== 'string') return {};
  return { missingScope: scope, requiredScopes: [scope] };
}

import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { lazy } from '../../shared/lazy.ts';

const bounds = limits.sandbox;
const id = lazy(() => z.int().nonnegative());
const json = lazy(() => z.string().max(bounds.dataChars));

/** A name that `host` has; a plain identifier. */
export const hostName = lazy(() => z.string().regex(/^[A-Za-z_$][\w$]{0,63}$/));

const runFrame = lazy(() =>
  z.strictObject({
    kind: z.literal('run'),
    id: id(),
    code: z.string().max(bounds.codeChars),
    language: z.enum(['javascript', 'typescript']),
    /** The exported function of a module; absent for the body of a function. */
    call: hostName().optional(),
    input: json().optional(),
    names: z.array(hostName()).max(bounds.hostFunctions),
    timeoutMs: z.number().positive(),
    memoryMb: z.int().min(8),
  }),
);

/** What the gateway says to the sandbox process. */
export const orderFrame = lazy(() =>
  z.discriminatedUnion('kind', [
    runFrame(),
    z.strictObject({
      kind: z.literal('reply'),
      id: id(),
      call: id(),
      isOk: z.boolean(),
      /** The answer, or what went wrong, as JSON. */
      json: json(),
    }),
    z.strictObject({ kind: z.literal('stop'), id: id() }),
    z.strictObject({ kind: z.literal('ask'), ask: id() }),
  ]),
);

/** Why a run did not succeed, as the sandbox process sees it. */
export const failureKinds = [
  'code',
  'syntax',
  'function-missing',
  'result',
  'timeout',
  'memory',
] as const;

const place = { line: id().optional(), column: id().optional() };

/** What the sandbox process says to the gateway. Nothing in it is trusted beyond its shape. */
export const reportFrame = lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('ready') }),
    z.strictObject({ kind: z.literal('alive'), ask: id() }),
    /** The run has got a thread; its time begins. */
    z.strictObject({ kind: z.literal('started'), id: id() }),
    z.strictObject({
      kind: z.literal('log'),
      id: id(),
      text: z.string().max(bounds.logLineChars + 100),
    }),
    z.strictObject({
      kind: z.literal('call'),
      id: id(),
      call: id(),
      name: hostName(),
      json: z.string().max(bounds.argumentChars),
    }),
    z.strictObject({
      kind: z.literal('done'),
      id: id(),
      durationMs: z.number().nonnegative(),
      /** Absent when there is no value. */
      json: json().optional(),
    }),
    z.strictObject({
      kind: z.literal('failed'),
      id: id(),
      durationMs: z.number().nonnegative(),
      failure: z.enum(failureKinds),
      message: z.string().max(bounds.errorChars * 2),
      ...place,
    }),
    /** Everything of the run is gone; its memory is free. */
    z.strictObject({ kind: z.literal('cleared'), id: id(), residentBytes: z.int().nonnegative() }),
    /** A thread cannot be got back, or a tool is broken: no further runs, please. */
    z.strictObject({ kind: z.literal('worn'), reason: z.string().max(200) }),
  ]),
);

export type Order = z.output<ReturnType<typeof orderFrame>>;
export type RunOrder = z.output<ReturnType<typeof runFrame>>;
export type Report = z.output<ReturnType<typeof reportFrame>>;
export type FailureKind = (typeof failureKinds)[number];

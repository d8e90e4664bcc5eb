import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { defineMethods } from './spec.ts';

/** What is looked at, in the order in which it is shown. */
export const doctorCheckNames = [
  'config',
  'secrets', // typed into the text of the configuration
  'models',
  'agents',
  'channels',
  'deliveries',
  'people',
  'schedules',
  'tools',
  'extensions',
  'servers', // of the Model Context Protocol
  'sandbox',
  'database',
  'disk',
  'permissions',
  'network',
  'load',
  'runtime',
] as const;
export type DoctorCheckName = (typeof doctorCheckNames)[number];

/** What the gateway can mend by itself; everything else has a page of its own. */
export const doctorFixes = ['permissions', 'cooldowns', 'servers'] as const;
export type DoctorFix = (typeof doctorFixes)[number];

export const doctorCheck = lazy(() =>
  z.strictObject({
    name: z.enum(doctorCheckNames),
    state: z.enum(['ok', 'warn', 'fail', 'skipped']),
    /** What was found, as a code that belongs to `name`; the words are made at the edge. */
    found: z.string(),
    /** Numbers and names for the words. */
    values: z.record(z.string(), z.union([z.string(), z.number()])),
    fix: z.enum(doctorFixes).optional(),
    durationMs: z.number(),
  }),
);
export type DoctorCheck = z.output<ReturnType<typeof doctorCheck>>;

/** Whether everything is as it should be, and what helps where it is not. */
export const doctorMethods = defineMethods({
  'doctor.run': {
    scope: 'operator.admin',
    summary: 'Looks at everything that can be wrong; asks no model and sends nothing.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() => z.strictObject({ checkedAt: z.int(), checks: z.array(doctorCheck()) })),
  },
  'doctor.fix': {
    scope: 'operator.admin',
    summary: 'Mends one thing that a check has offered to mend, and looks at it again.',
    params: lazy(() => z.strictObject({ fix: z.enum(doctorFixes) })),
    result: lazy(() => z.strictObject({ checks: z.array(doctorCheck()) })),
  },
  'doctor.bundle': {
    scope: 'operator.admin',
    summary:
      'One file for those who help: versions, checks, configuration without secrets, the end of the log. No messages.',
    params: lazy(() => z.strictObject({})),
    result: lazy(() => z.strictObject({ fileName: z.string(), text: z.string() })),
  },
});

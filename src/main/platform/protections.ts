import { lazy } from '../../shared/lazy.ts';

/**
 * What keeps a message from being lost or doubled. A crash test switches one off, by
 * `OPENCLAW_TEST_DISABLE=<name>[,<name>]`, and must then see messages lost or doubled; a test that
 * passes without the protection proves nothing.
 */
export const protections = [
  /** A repeat of a known (channel instance, dedupe key) stops at the inbox. */
  'inbox-uniqueness',
  /** A turn is recorded before it runs, and taken up again after a crash. */
  'turn-record',
  /** A part of an answer has its row before its first byte leaves. */
  'outbox-row',
  /** A messenger's offset moves only after the commit. */
  'offset-after-commit',
  /** A host keeps what it received until the gateway has acknowledged it. */
  'host-acknowledgement',
  /** A question to the owner is stored before anybody is asked, and waits over a restart. */
  'approval-row',
  /** A reminder and the record that it was said are one transaction. */
  'schedule-with-message',
  /** A picture is on the gateway's disk before the message that names it. */
  'picture-first',
  /** What is moved while something is renamed says so until the configuration has the new name. */
  'rename-note',
] as const;
export type Protection = (typeof protections)[number];

/**
 * The protections that an environment switches off. Outside of tests (`NODE_ENV` other than
 * `test`) there are never any, whatever else is set. Throws on a name that does not exist, so that
 * a misspelt control run cannot pass for a real one.
 */
export function readDisabled(env: NodeJS.ProcessEnv): ReadonlySet<Protection> {
  const text = env['OPENCLAW_TEST_DISABLE'] ?? '';
  if (text === '' || env['NODE_ENV'] !== 'test') return new Set();
  return new Set(text.split(',').map(readName));
}

function readName(name: string): Protection {
  const known = protections.find((protection) => protection === name);
  if (known === undefined) throw new Error(`OPENCLAW_TEST_DISABLE: no protection "${name}"`);
  return known;
}

const disabled = lazy(() => readDisabled(process.env));

/** True when a crash test has switched this protection off. Costs a look into an empty set. */
export function isDisabled(protection: Protection): boolean {
  return disabled().has(protection);
}

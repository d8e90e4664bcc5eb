/**
 * How a failure is described once, for everybody: a stable code, the words, and what a person can do.
 * Retry policies read `kind`, never the text ("the peer refused" is not "the line broke").
 */
export type ErrorKind =
  | 'invalid' // the input is wrong; repeating it will not help
  | 'refused' // the other side understood and said no
  | 'limited' // too much or too fast; later is fine
  | 'unreachable' // the line broke or nobody answered
  | 'conflict' // the state moved on; read it again
  | 'missing' // what was named does not exist
  | 'internal'; // our own defect

export interface ErrorSpec {
  readonly kind: ErrorKind;
  /** Plain words with `{name}` places, filled from the error's values. */
  readonly message: string;
  /** What a user can do about it: one sentence, `{name}` places allowed. */
  readonly hint: string;
}

/** Keeps the literal codes of an area while checking each entry's shape. */
export function defineErrors<T extends Record<string, ErrorSpec>>(specs: T): T {
  return specs;
}

/** Fills `{name}` places; a missing value stays visible as its place, so that a defect shows. */
export function fillTemplate(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : place;
  });
}

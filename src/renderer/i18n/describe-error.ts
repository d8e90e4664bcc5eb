import type { TFunction } from 'i18next';
import { en } from './en.ts';

/** An error as it is shown. */
export interface ErrorWords {
  readonly message: string;
  readonly hint: string;
  readonly code: string;
}

/** An error of any origin, in the shape it comes in. */
export interface Describable {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

type DescribedCode = keyof typeof en.errors & `${string}_hint` extends `${infer C}_hint`
  ? C
  : never;

/** The words for an error: from the catalogue where it knows the code, else as they came. */
export function describeError(t: TFunction, error: Describable): ErrorWords {
  const { code, values = {} } = error;
  if (isDescribed(code)) {
    return {
      code,
      message: t(`errors.${code}`, { reason: '', ...values }),
      hint: t(`errors.${code}_hint`),
    };
  }
  return { code, message: error.message || t('errors.generic'), hint: error.hint };
}

function isDescribed(code: string): code is DescribedCode {
  return Object.hasOwn(en.errors, code) && Object.hasOwn(en.errors, `${code}_hint`);
}

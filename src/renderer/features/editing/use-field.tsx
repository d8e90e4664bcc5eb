import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPath, type ConfigPath } from '../../../shared/config/path.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
import { isWithin, valueAt } from '../../state/config-draft/plain-value.ts';
import { FieldAside } from './field-aside.tsx';
import type { FormField } from './form-fields.ts';
import { useDraftState } from './use-draft.ts';
import { useSettingWords } from './use-setting-words.ts';

/** One setting while it is edited: what a component of its own gets, and the generated ones too. */
export interface FieldEditing {
  readonly draft: Draft;
  readonly field: FormField;
  /** From the root. */
  readonly path: ConfigPath;
  /** Pending or written; undefined: nothing stands there and the default holds. */
  readonly value: unknown;
  readonly isPending: boolean;
  readonly set: (value: unknown) => void;
  /** Takes it out of the text. */
  readonly reset: () => void;
  readonly label: string;
  readonly help: string | undefined;
  /** What is wrong, in the reader's words. */
  readonly error: string | undefined;
  /** Marks and the button that goes back to the default, for beside the name. */
  readonly aside: ReactNode;
}

/** Everything one field of a form needs. */
export function useField(draft: Draft, field: FormField): FieldEditing {
  const { t } = useTranslation();
  const path = [...draft.path, ...field.path];
  const value = useDraftState(draft, (state) => valueAt(state.value, field.path));
  const isPending = useDraftState(draft, ({ edits }) =>
    edits.some((edit) => isWithin(edit.path, path) || isWithin(path, edit.path)),
  );
  const error = useFieldError(draft, path, field.kind !== 'group');
  const { title, help } = useSettingWords().setting(path, field.node);
  const reset = (): void => draft.reset(field.path);
  return {
    draft,
    field,
    path,
    value,
    isPending,
    set: (next) => draft.set(field.path, next),
    reset,
    label: field.isRequired ? t('editing.requiredField', { title }) : title,
    help,
    error,
    aside: (
      <FieldAside
        path={path}
        title={title}
        canReset={value !== undefined && !field.isRequired}
        isPending={isPending}
        onReset={reset}
      />
    ),
  };
}

/** The problem that stands at a path, or below it where nothing smaller is drawn. */
function useFieldError(draft: Draft, path: ConfigPath, includesBelow: boolean): string | undefined {
  const words = useErrorWords();
  const text = formatPath(path);
  const problem = useDraftState(draft, ({ problems }) =>
    problems.find(
      (each) =>
        each.path === text ||
        (includesBelow && (each.path.startsWith(`${text}.`) || each.path.startsWith(`${text}["`))),
    ),
  );
  if (!problem) return undefined;
  const { message, hint } = words(problem);
  return `${message} ${hint}`.trim();
}

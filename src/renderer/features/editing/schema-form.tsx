import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPath } from '../../../shared/config/path.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FormGrid, FormWide } from '../../ui/form-grid.tsx';
import styles from './editing.module.css';
import { LockedFields } from './locked-fields.tsx';
import { fieldsOf, type FormField } from './form-fields.ts';
import { SchemaField } from './schema-field.tsx';
import type { SchemaNode } from './schema-node.ts';
import type { FieldEditing } from './use-field.tsx';
import { useField } from './use-field.tsx';

/** Components of a page in place of generated fields, by path within the entry: `tools`, `budget.dailyCost`. */
export type FieldOverrides = Readonly<
  Record<string, (props: { readonly editing: FieldEditing }) => ReactNode>
>;

interface SchemaFormProps {
  readonly draft: Draft;
  /** The schema of the entry. */
  readonly node: SchemaNode;
  readonly overrides?: FieldOverrides | undefined;
  /** Only these, in this order, by path within the entry. All when absent. */
  readonly only?: readonly string[] | undefined;
  /** Paths that take the whole width, beside the kinds that always do. */
  readonly wide?: readonly string[] | undefined;
  readonly without?: readonly string[] | undefined;
}

const wideKinds: ReadonlySet<string> = new Set(['prompt', 'list', 'record', 'group', 'unknown']);

/** A form for an entry, made from its schema; what few people need is folded. */
export function SchemaForm({
  draft,
  node,
  overrides = {},
  only,
  wide,
  without = [],
}: SchemaFormProps) {
  const { t } = useTranslation();
  const all = fieldsOf(node).filter(({ path }) => !without.includes(formatPath(path)));
  const fields = only ? choose(all, only) : all;
  const plain = fields.filter(({ isAdvanced }) => !isAdvanced);
  const advanced = fields.filter(({ isAdvanced }) => isAdvanced);
  return (
    <LockedFields draft={draft}>
      <div className={styles['form']}>
        <FieldGrid draft={draft} fields={plain} {...{ overrides, wide, without }} />
        {advanced.length > 0 && (
          <div className={styles['advanced']}>
            <Disclosure summary={t('editing.advanced')}>
              <FieldGrid draft={draft} fields={advanced} overrides={overrides} without={without} />
            </Disclosure>
          </div>
        )}
      </div>
    </LockedFields>
  );
}

/** Fields by path, also ones that stand in a group. */
function choose(fields: readonly FormField[], only: readonly string[]): readonly FormField[] {
  const known = fields.flatMap((field) => [field, ...field.fields]);
  return only.flatMap((path) => known.find((field) => formatPath(field.path) === path) ?? []);
}

interface FieldGridProps {
  readonly draft: Draft;
  readonly fields: readonly FormField[];
  readonly overrides: FieldOverrides;
  readonly wide?: readonly string[] | undefined;
  readonly without: readonly string[];
}

function FieldGrid({ draft, fields, overrides, wide = [], without }: FieldGridProps) {
  return (
    <FormGrid>
      {fields
        .filter(({ path }) => !without.includes(formatPath(path)))
        .map((field) => {
          const key = formatPath(field.path);
          const own = overrides[key];
          const drawn = own ? (
            <OwnField draft={draft} field={field} Own={own} />
          ) : field.kind === 'group' ? (
            <FieldGroup {...{ draft, field, overrides, without }} />
          ) : (
            <SchemaField draft={draft} field={field} />
          );
          const isWide = wideKinds.has(field.kind) || wide.includes(key);
          const row = (
            <FieldRow draft={draft} field={field}>
              {drawn}
            </FieldRow>
          );
          return isWide ? <FormWide key={key}>{row}</FormWide> : <div key={key}>{row}</div>;
        })}
    </FormGrid>
  );
}

interface FieldRowProps {
  readonly draft: Draft;
  readonly field: FormField;
  readonly children: ReactNode;
}

/** What belongs to one setting, so that it can be found by its path; a group is no setting. */
function FieldRow({ draft, field, children }: FieldRowProps) {
  if (field.kind === 'group') return children;
  return <div data-field={formatPath([...draft.path, ...field.path])}>{children}</div>;
}

interface OwnFieldProps {
  readonly draft: Draft;
  readonly field: FormField;
  readonly Own: FieldOverrides[string];
}

function OwnField({ draft, field, Own }: OwnFieldProps) {
  return <Own editing={useField(draft, field)} />;
}

interface FieldGroupProps extends Omit<FieldGridProps, 'fields'> {
  readonly field: FormField;
}

function FieldGroup({ draft, field, overrides, without }: FieldGroupProps) {
  const { label, help, error, aside } = useField(draft, field);
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>
        {label}
        {aside}
      </legend>
      {help !== undefined && <p className={styles['groupHelp']}>{help}</p>}
      {error !== undefined && (
        <p className={styles['problem']} role="alert">
          {error}
        </p>
      )}
      <FieldGrid draft={draft} fields={field.fields} overrides={overrides} without={without} />
    </fieldset>
  );
}

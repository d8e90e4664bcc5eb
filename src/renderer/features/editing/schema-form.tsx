import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPath } from '../../../shared/config/path.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
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
  readonly without?: readonly string[] | undefined;
}

const wideKinds: ReadonlySet<string> = new Set(['prompt', 'list', 'record', 'group', 'unknown']);

/** A form for an entry, made from its schema; what few people need is folded. */
export function SchemaForm({ draft, node, overrides = {}, only, without = [] }: SchemaFormProps) {
  const { t } = useTranslation();
  const all = fieldsOf(node).filter(({ path }) => !without.includes(formatPath(path)));
  const fields = only ? choose(all, only) : all;
  const plain = fields.filter(({ isAdvanced }) => !isAdvanced);
  const advanced = fields.filter(({ isAdvanced }) => isAdvanced);
  return (
    <LockedFields draft={draft}>
      <div className={styles['form']}>
        <FieldGrid draft={draft} fields={plain} overrides={overrides} without={without} />
        {advanced.length > 0 && (
          <details className={styles['advanced']}>
            <summary className={styles['summary']}>{t('editing.advanced')}</summary>
            <FieldGrid draft={draft} fields={advanced} overrides={overrides} without={without} />
          </details>
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
  readonly without: readonly string[];
}

function FieldGrid({ draft, fields, overrides, without }: FieldGridProps) {
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
          return wideKinds.has(field.kind) ? (
            <FormWide key={key}>{drawn}</FormWide>
          ) : (
            <div key={key}>{drawn}</div>
          );
        })}
    </FormGrid>
  );
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

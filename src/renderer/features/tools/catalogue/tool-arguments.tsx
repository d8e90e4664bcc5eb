import { useTranslation } from 'react-i18next';
import { CodeText } from '../../../ui/code-text.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { Table } from '../../../ui/table.tsx';
import { readFields, type ArgumentField } from './schema-fields.ts';
import styles from './tool-arguments.module.css';

/** What a tool takes, in words; the schema itself can be opened. */
export function ToolArguments({ parameters }: { readonly parameters: Record<string, unknown> }) {
  const { t } = useTranslation();
  const fields = readFields(parameters);
  return (
    <>
      {fields.length === 0 ? (
        <p className={styles['none']}>{t('toolsPage.noArguments')}</p>
      ) : (
        <Table
          label={t('toolsPage.argumentsTable')}
          keyOf={({ name }) => name}
          rows={fields}
          columns={[
            { id: 'name', title: t('toolsPage.argument'), cell: (field) => <Name field={field} /> },
            {
              id: 'kind',
              title: t('toolsPage.kindTitle'),
              cell: (field) => <Kind field={field} />,
            },
            {
              id: 'what',
              title: t('toolsPage.meaning'),
              isWideOnly: true,
              cell: ({ description }) => description,
            },
          ]}
        />
      )}
      <Disclosure summary={t('toolsPage.schema')}>
        <CodeText
          label={t('toolsPage.schema')}
          text={JSON.stringify(parameters, undefined, 2)}
          wraps
        />
      </Disclosure>
    </>
  );
}

function Name({ field }: { readonly field: ArgumentField }) {
  const { t } = useTranslation();
  return (
    <>
      <code className={styles['name']}>{field.name}</code>
      {field.isRequired && <span className={styles['must']}>{t('toolsPage.required')}</span>}
    </>
  );
}

function Kind({ field }: { readonly field: ArgumentField }) {
  const { t } = useTranslation();
  const { kind, choices, fallback } = field;
  return (
    <>
      {kind === 'choice' ? choices.map(plain).join(', ') : t(`toolsPage.kind.${kind}`)}
      <Bounds field={field} />
      {fallback !== undefined && (
        <span className={styles['fallback']}>
          {t('toolsPage.fallback', { value: plain(fallback) })}
        </span>
      )}
    </>
  );
}

/** A bound beyond what can be counted is none that anybody meant. */
function Bounds({ field }: { readonly field: ArgumentField }) {
  const { t } = useTranslation();
  const { min, max } = field;
  if (min === undefined || max === undefined || max >= Number.MAX_SAFE_INTEGER) return null;
  return <> {t('toolsPage.between', { min, max })}</>;
}

/** A text without its quotes; everything else as it is written. */
function plain(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}

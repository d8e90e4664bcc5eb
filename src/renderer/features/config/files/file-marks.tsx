import { useTranslation } from 'react-i18next';
import { Badge, StatusDot } from '../../../ui/badge.tsx';
import type { ConfigFileRow } from '../use-config-files.ts';

/** How a file is: unsaved, changed twice, with problems. */
export function FileMarks({ row }: { readonly row: ConfigFileRow }) {
  const { t } = useTranslation();
  const errors = row.problems.filter(({ severity }) => severity === 'error').length;
  return (
    <>
      {row.isMissing && <Badge tone="bad">{t('config.missing')}</Badge>}
      {row.isReadOnly && <Badge>{t('config.readOnly')}</Badge>}
      {row.isInConflict && <Badge tone="warn">{t('config.inConflict')}</Badge>}
      {row.isUnsaved && !row.isInConflict && <StatusDot tone="live" label={t('config.unsaved')} />}
      {row.problems.length > 0 && (
        <StatusDot
          tone={errors > 0 ? 'bad' : 'warn'}
          label={t('config.fileProblems', { count: row.problems.length })}
        />
      )}
    </>
  );
}

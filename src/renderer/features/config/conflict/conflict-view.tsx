import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileConflict } from '../../../state/config-editor/rebase-draft.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useTextEditor } from '../use-config-files.ts';
import styles from './conflict.module.css';

const ConfigDiff = lazy(async () => ({
  default: (await import('../editor/config-diff.tsx')).ConfigDiff,
}));

interface ConflictViewProps {
  readonly file: string;
  readonly conflict: FileConflict;
}

/** Two people changed the same lines: what is in the file, the own text, and the result to be edited. */
export function ConflictView({ file, conflict }: ConflictViewProps) {
  const { t } = useTranslation();
  const editor = useTextEditor();
  const [side, setSide] = useState<'theirs' | 'mine' | 'base'>('theirs');
  const { theirs, base, text: mine, result, count, secrets } = conflict;
  const shown = { theirs, mine, base }[side];
  return (
    <section className={styles['conflict']} aria-label={t('config.conflict.title', { file })}>
      <div className={styles['head']} role="alert">
        <h2 className={styles['title']}>{t('config.conflict.title', { file })}</h2>
        <p>{t('config.conflict.text', { count })}</p>
        {secrets !== undefined && <p>{t('config.conflict.secrets', { paths: secrets })}</p>}
        <div className={styles['buttons']}>
          <Button look="primary" onClick={() => editor.resolve(file, 'result')}>
            {t('config.conflict.useResult')}
          </Button>
          <Button onClick={() => editor.resolve(file, 'mine')}>
            {t('config.conflict.keepMine')}
          </Button>
          <Button onClick={() => editor.resolve(file, 'theirs')}>
            {t('config.conflict.takeTheirs')}
          </Button>
        </div>
        <div className={styles['sides']}>
          <span>{t('config.conflict.compare')}</span>
          <Segmented
            label={t('config.conflict.compare')}
            value={side}
            options={[
              { value: 'theirs', label: t('config.conflict.theirs') },
              { value: 'mine', label: t('config.conflict.mine') },
              { value: 'base', label: t('config.conflict.base') },
            ]}
            onChoose={setSide}
          />
        </div>
      </div>
      <Suspense fallback={<Skeleton label={t('config.loading')} lines={12} />}>
        <ConfigDiff
          original={shown}
          modified={result}
          originalLabel={t(`config.conflict.${side}`)}
          modifiedLabel={t('config.conflict.result')}
          onChange={(next) => editor.editResult(file, next)}
        />
      </Suspense>
    </section>
  );
}

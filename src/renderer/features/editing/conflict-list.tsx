import { useTranslation } from 'react-i18next';
import { formatPath } from '../../../shared/config/path.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
import type { DraftConflict } from '../../state/config-draft/draft-edits.ts';
import { secretDots } from '../../state/config-draft/secret-paths.ts';
import { Button } from '../../ui/button.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import styles from './editing.module.css';
import { useSettingWords } from './use-setting-words.ts';

interface ConflictListProps {
  readonly draft: Draft;
  readonly conflicts: readonly DraftConflict[];
}

/** Settings that somebody else changed too: both values, and whose is to stand. */
export function ConflictList({ draft, conflicts }: ConflictListProps) {
  const { t } = useTranslation();
  const words = useSettingWords();
  const show = (value: unknown): string => {
    if (value === undefined) return t('editing.nothing');
    return typeof value === 'string' ? value : JSON.stringify(value, undefined, 1);
  };
  return conflicts.map((conflict) => {
    const path = formatPath(conflict.path);
    const { title } = words.setting(conflict.path);
    return (
      <div key={path} className={styles['conflict']} role="group" aria-label={title}>
        <p className={styles['conflictTitle']}>{t('editing.conflict', { title, path })}</p>
        <KeyValues
          entries={[
            {
              key: t('editing.theirs'),
              value:
                conflict.theirs === secretDots ? t('editing.otherSecret') : show(conflict.theirs),
            },
            {
              key: t('editing.mine'),
              value:
                conflict.base === secretDots && conflict.mine !== undefined
                  ? t('editing.typedSecret')
                  : show(conflict.mine),
            },
          ]}
        />
        <div className={styles['saveButtons']}>
          <Button size="small" onClick={() => draft.settle(conflict, 'theirs')}>
            {t('editing.keepTheirs')}
          </Button>
          <Button size="small" onClick={() => draft.settle(conflict, 'mine')}>
            {t('editing.keepMine')}
          </Button>
        </div>
      </div>
    );
  });
}

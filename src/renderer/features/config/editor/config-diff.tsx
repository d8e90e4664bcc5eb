import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { ConfigDiffProps } from './config-editor-props.ts';
import styles from './config-diff.module.css';
import { createDiffDesk, type DiffDesk } from './monaco/diff-desk.ts';
import { useWorkbench } from './use-workbench.ts';

/** Two texts of the configuration side by side; below each other where there is no room. */
export function ConfigDiff(props: ConfigDiffProps) {
  const { originalLabel, modifiedLabel } = props;
  const { t } = useTranslation();
  const bench = useWorkbench();
  const owner = useId().replaceAll(/[^\w]/g, '');
  const element = useRef<HTMLDivElement>(null);
  const desk = useRef<DiffDesk>(undefined);
  const now = useRef(props);

  useEffect(() => {
    now.current = props;
    desk.current?.update(props);
  });

  useEffect(() => {
    if (!bench || !element.current) return;
    const made = createDiffDesk(bench, element.current, owner, now.current);
    desk.current = made;
    return () => {
      desk.current = undefined;
      made.dispose();
    };
  }, [bench, owner]);

  return (
    <div className={styles['diff']}>
      <div className={styles['labels']}>
        <span>{originalLabel}</span>
        <span>{modifiedLabel}</span>
      </div>
      <div className={styles['texts']} ref={element}>
        {!bench && <Skeleton label={t('editor.loading')} lines={12} />}
      </div>
    </div>
  );
}

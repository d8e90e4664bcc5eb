import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import styles from './config-editor.module.css';
import type { ConfigEditorProps } from './config-editor-props.ts';
import { EditorMenu, FixMenu, type Fixing } from './editor-menu.tsx';
import { createDesk, type Desk, type DeskStatus } from './monaco/desk.ts';
import { useWorkbench } from './use-workbench.ts';

const nothing: Fixing = { fixes: [], place: { line: 1, column: 1, left: 0, top: 0 } };
const start: DeskStatus = { line: 1, column: 1, tabLeaves: false };

/**
 * That there is nothing to mend holds while the cursor stays; its place is told only once it rests, so
 * that may still be the move by which it came there.
 */
function isOver({ fixes, place }: Fixing, { line, column, tabLeaves }: DeskStatus): boolean {
  return fixes.length === 0 && (tabLeaves || line !== place.line || column !== place.column);
}

/** The text of one file of the configuration in an editor that knows it. */
export function ConfigEditor(props: ConfigEditorProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const bench = useWorkbench();
  const { clock } = useApp();
  const owner = useId().replaceAll(/[^\w]/g, '');
  const element = useRef<HTMLDivElement>(null);
  const desk = useRef<Desk>(undefined);
  const now = useRef({ ...props, words: t, describe });
  const [status, setStatus] = useState(start);
  const [fixing, setFixing] = useState<Fixing>();

  useEffect(() => {
    now.current = { ...props, words: t, describe };
    desk.current?.update(now.current);
  });

  useEffect(() => {
    if (!bench || !element.current) return;
    const made = createDesk(
      {
        ...{ bench, element: element.current, owner, clock },
        onStatus(next) {
          setStatus(next);
          setFixing((before) => (before && isOver(before, next) ? undefined : before));
        },
        onFix: () => setFixing({ fixes: made.fixes(), place: made.cursorPlace() }),
      },
      now.current,
    );
    desk.current = made;
    return () => {
      desk.current = undefined;
      made.dispose();
    };
  }, [bench, owner, clock]);

  return (
    <div className={styles['editor']}>
      <div className={styles['text']} ref={element}>
        {!bench && <Skeleton label={t('editor.loading')} lines={12} />}
      </div>
      <FixMenu
        desk={desk}
        fixing={fixing ?? nothing}
        className={styles['fixMenu']}
        onClose={() => setFixing(undefined)}
      />
      <div className={styles['status']}>
        <span>{t('editor.place', { line: status.line, column: status.column })}</span>
        <span role="status">
          {fixing?.fixes.length === 0
            ? t('editor.noFix')
            : t(status.tabLeaves ? 'editor.leaveNow' : 'editor.leaveHint')}
        </span>
        {bench && <EditorMenu desk={desk} />}
      </div>
    </div>
  );
}

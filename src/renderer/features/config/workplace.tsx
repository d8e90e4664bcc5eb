import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { goTo } from '../../navigation/use-address.ts';
import { createPlanAhead } from '../../state/config-editor/plan-ahead.ts';
import { useTopic } from '../../state/use-topic.ts';
import { fileAddress, type ConfigPlace } from './config-address.ts';
import styles from './config-page.module.css';
import { EffectsPanel } from './effects/effects-panel.tsx';
import { FileTabs } from './files/file-tabs.tsx';
import { FileTree } from './files/file-tree.tsx';
import { TextView } from './text-view.tsx';
import { useTextEditor, type ConfigFiles } from './use-config-files.ts';
import { useJump } from './use-jump.ts';

interface WorkplaceProps {
  readonly files: ConfigFiles;
  readonly file: string;
  readonly place: ConfigPlace;
  readonly isNarrow: boolean;
  readonly hasPanel: boolean;
  readonly view: 'text' | 'effects';
}

/** Files at the left, the text in the middle, what it does at the right; one of them when narrow. */
export function Workplace({ files, file, place, isNarrow, hasPanel, view }: WorkplaceProps) {
  const { text } = useStore(useTextEditor().store);
  const planAhead = useTopic(createPlanAhead);
  const raw = files.texts.find(({ path }) => path === file)?.raw;
  const isRoot = file === files.root;
  const hash = text?.hash ?? '';
  useEffect(() => {
    if (raw !== undefined) planAhead.look({ file, raw, isRoot, hash });
  }, [planAhead, file, raw, isRoot, hash]);
  const { jump, jumpTo } = useJump(place, file);
  const [open, setOpen] = useState<readonly string[]>([]);
  const isOpen = (name: string): boolean => name === file || open.includes(name);
  if (!open.includes(file)) setOpen([...open, file]);
  const close = (name: string): void => {
    const others = files.rows.filter((row) => row.name !== name && isOpen(row.name));
    setOpen(others.map((row) => row.name));
    const next = others.at(-1);
    if (name === file && next) goTo(fileAddress(next.name));
  };
  const isUnsaved = files.rows.find((row) => row.name === file)?.isUnsaved ?? false;
  const panel = <EffectsPanel file={file} isUnsaved={isUnsaved} onGo={jumpTo} />;
  if (view === 'effects') return panel;
  const hasTree = !isNarrow && files.rows.length > 1;
  return (
    <div
      className={styles['place']}
      data-tree={hasTree || undefined}
      data-panel={(!isNarrow && hasPanel) || undefined}
    >
      {hasTree && <FileTree rows={files.rows} current={file} />}
      <div className={styles['middle']}>
        {files.rows.length > 1 && (
          <FileTabs
            rows={isNarrow ? files.rows : files.rows.filter((row) => isOpen(row.name))}
            current={file}
            onClose={isNarrow ? undefined : close}
          />
        )}
        <TextView file={file} files={files} jump={jump} onGo={jumpTo} />
      </div>
      {!isNarrow && hasPanel && <div className={styles['side']}>{panel}</div>}
    </div>
  );
}

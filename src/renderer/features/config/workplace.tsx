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
  usePlanFor(files, file);
  const { jump, jumpTo } = useJump(place, file);
  const { isOpen, close } = useOpenFiles(files, file);
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

/** Keeps the plan on the text that is on the screen. */
function usePlanFor(files: ConfigFiles, file: string): void {
  const hash = useStore(useTextEditor().store, ({ text }) => text?.hash ?? '');
  const planAhead = useTopic(createPlanAhead);
  const raw = files.texts.find(({ path }) => path === file)?.raw;
  const isRoot = file === files.root;
  useEffect(() => {
    if (raw !== undefined) planAhead.look({ file, raw, isRoot, hash });
  }, [planAhead, file, raw, isRoot, hash]);
}

interface OpenFiles {
  readonly isOpen: (name: string) => boolean;
  readonly close: (name: string) => void;
}

/** The files that were looked at and not closed. */
function useOpenFiles({ rows }: ConfigFiles, current: string): OpenFiles {
  const [open, setOpen] = useState<readonly string[]>([]);
  if (!open.includes(current)) setOpen([...open, current]);
  return {
    isOpen: (name) => name === current || open.includes(name),
    close(name) {
      const others = rows.filter((row) => row.name !== name && open.includes(row.name));
      setOpen(others.map((row) => row.name));
      const next = others.at(-1);
      if (name === current && next) goTo(fileAddress(next.name));
    },
  };
}

import { createElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { lateEditor } from './editor/load-editor.ts';
import { createPlanAhead } from '../../state/config-editor/plan-ahead.ts';
import { createSettingAtCursor } from '../../state/config-editor/setting-at-cursor.ts';
import { useLate } from '../../state/late.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './config-page.module.css';
import { ConflictView } from './conflict/conflict-view.tsx';
import type { GoToPlace } from './effects/go-to-place.ts';
import { NoFile } from './no-file.tsx';
import { NoteLine, TextNotes } from './text-notes.tsx';
import { problemsOf } from './problems-of.ts';
import { useTextEditor, type ConfigFiles } from './use-config-files.ts';
import type { Jump } from './use-jump.ts';
import { useKnowledge } from './use-knowledge.ts';
import { useSave } from './use-save.ts';

interface TextViewProps {
  readonly file: string;
  readonly files: ConfigFiles;
  readonly jump: Jump | undefined;
  readonly onGo: GoToPlace;
}

/** The text of one file, or why there is none. */
export function TextView({ file, files, jump, onGo }: TextViewProps) {
  const editor = useTextEditor();
  const { conflicts } = useStore(editor.store);
  const conflict = conflicts[file];
  if (conflict) return <ConflictView key={file} file={file} conflict={conflict} />;
  const raw = files.texts.find(({ path }) => path === file)?.raw;
  return (
    <div className={styles['text']}>
      <TextNotes file={file} />
      <StateNotes file={file} files={files} />
      {raw === undefined ? (
        <NoFile file={file} files={files} />
      ) : (
        <OpenText {...{ file, files, jump, onGo, raw }} />
      )}
    </div>
  );
}

function OpenText({ file, files, jump, onGo, raw }: TextViewProps & { readonly raw: string }) {
  const editor = useTextEditor();
  const knowledge = useKnowledge();
  const ConfigEditor = useLate(lateEditor);
  const { t } = useTranslation();
  const cursor = useTopic(createSettingAtCursor);
  const save = useSave();
  const row = files.rows.find(({ name }) => name === file);
  const found = problemsOf(file, useStore(editor.store), useStore(useTopic(createPlanAhead).store));
  if (!ConfigEditor) return <Skeleton label={t('config.loading')} lines={14} />;
  return createElement(ConfigEditor, {
    file,
    files: files.texts,
    text: raw,
    onChange: (text) => editor.change(file, text),
    problems: found.problems,
    areProblemsOfText: found.areOfText,
    onSave: () => void save(file),
    onOpenFile: (target, at) => onGo(target, at ?? { line: 1, column: 1 }),
    jumpTo: jump?.file === file ? jump : undefined,
    isReadOnly: row?.isReadOnly,
    knowledge,
    onCursorPath: cursor.look,
  });
}

function StateNotes({ file, files }: Pick<TextViewProps, 'file' | 'files'>) {
  const { t } = useTranslation();
  const { text, drafts } = useStore(useTextEditor().store);
  if (!text) return null;
  const row = files.rows.find(({ name }) => name === file);
  const isKnown = text.files.some(({ path }) => path === file);
  const isGone = !isKnown && file !== files.root && drafts[file] && row?.depth === 1;
  const isBroken = text.exists && text.hash !== text.appliedHash;
  return (
    <>
      {row?.isReadOnly === true && <NoteLine>{t('config.readOnlyNote')}</NoteLine>}
      {isBroken && <NoteLine>{t('config.brokenNote')}</NoteLine>}
      {isGone && <NoteLine>{t('config.goneNote')}</NoteLine>}
    </>
  );
}

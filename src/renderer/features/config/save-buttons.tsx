import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import type { ConfigFileRow } from './use-config-files.ts';
import { useTextEditor } from './use-config-files.ts';
import { useSave } from './use-save.ts';

interface SaveButtonsProps {
  readonly file: string;
  readonly rows: readonly ConfigFileRow[];
}

/** Saves or discards what is typed; Ctrl-S does so from everywhere on the page. */
export function SaveButtons({ file, rows }: SaveButtonsProps) {
  const { t } = useTranslation();
  const editor = useTextEditor();
  const saving = useStore(editor.store, (state) => state.saving);
  const save = useSave();
  const unsaved = rows.filter((row) => row.isUnsaved && !row.isInConflict);
  const current = rows.find((row) => row.name === file);
  const canSave = current?.isUnsaved === true && !current.isInConflict;
  useSaveKey(() => void save(file));
  const saveAll = async (): Promise<void> => {
    for (const row of unsaved) await save(row.name);
  };
  return (
    <>
      {current?.isUnsaved === true && (
        <Button look="quiet" title={t('config.nothingLost')} onClick={() => editor.discard(file)}>
          {t('config.discard')}
        </Button>
      )}
      {unsaved.length > 1 && <Button onClick={() => void saveAll()}>{t('config.saveAll')}</Button>}
      <Button
        look="primary"
        disabled={!canSave}
        aria-keyshortcuts="Control+S Meta+S"
        onClick={() => void save(file)}
      >
        {saving === file ? t('config.saving') : t('config.save')}
      </Button>
    </>
  );
}

/** The key that saves in every editor; the browser would save the page instead. */
function useSaveKey(save: () => void): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && event.key === 's';
      if (!isSave) return;
      // The editor has saved already when it took the key for itself.
      const isTaken = event.defaultPrevented;
      event.preventDefault();
      if (!isTaken) latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createConfigTopic, type ConfigText } from '../../state/config-draft/config-topic.ts';
import { useApp } from '../../state/app-context.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { historyAddress } from './config-address.ts';
import styles from './config-page.module.css';
import { useRestore } from './use-restore.ts';
import { useTextEditor, type ConfigFiles } from './use-config-files.ts';
import { useFailureToast } from '../actions/use-task.ts';

interface NoFileProps {
  readonly file: string;
  readonly files: ConfigFiles;
}

/** There is no text to show: the file does not exist yet, is missing, or cannot be opened. */
export function NoFile({ file, files }: NoFileProps) {
  const { t } = useTranslation();
  const editor = useTextEditor();
  const { text } = useStore(editor.store);
  const makeFile = useMakeFile();
  if (file !== files.root) {
    return (
      <EmptyState
        title={t('config.missingTitle', { file })}
        hint={t('config.missingHint')}
        action={<Button onClick={() => void makeFile(file)}>{t('config.missingAction')}</Button>}
      />
    );
  }
  if (text && (text.exists || text.version > 0)) return <LostFile file={file} text={text} />;
  return (
    <EmptyState
      title={t('config.emptyTitle')}
      hint={t('config.emptyHint')}
      action={
        <Button look="primary" onClick={() => editor.change(file, t('config.example'))}>
          {t('config.emptyAction')}
        </Button>
      }
    />
  );
}

interface LostFileProps {
  readonly file: string;
  readonly text: ConfigText;
}

/** The root cannot be opened, or is gone: why, and the ways on. */
function LostFile({ file, text }: LostFileProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const restore = useRestore();
  const { version, exists, problems } = text;
  const [problem] = problems;
  const words = problem
    ? describe(problem)
    : { message: '', hint: t('config.unreadableHint'), code: 'CONFIG_FILE_GONE' };
  const title = exists ? t('config.unreadableTitle', { file }) : t('config.goneTitle', { file });
  return (
    <div className={styles['unreadable']}>
      <ErrorNotice
        title={title}
        tone={exists ? 'bad' : 'warn'}
        {...words}
        hint={t('config.unreadableHint')}
        action={
          <>
            {version > 0 && (
              <Button size="small" look="primary" onClick={() => void restore(version)}>
                {t('config.restoreLast', { version })}
              </Button>
            )}
            <Button size="small" onClick={() => goTo(historyAddress())}>
              {t('config.toHistory')}
            </Button>
          </>
        }
      />
    </div>
  );
}

/** Makes an include that is named and does not exist, empty. */
function useMakeFile(): (file: string) => Promise<void> {
  const { client } = useApp();
  const config = useTopic(createConfigTopic);
  const showError = useFailureToast();
  return async (file) => {
    try {
      const { hash } = await config.refresh();
      await client.request('config.set', { file, raw: '{\n}\n', baseHash: hash });
      await config.refresh();
    } catch (thrown) {
      showError(thrown);
    }
  };
}

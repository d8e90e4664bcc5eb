import { useTranslation } from 'react-i18next';
import type { ResultOf } from '../../../../shared/protocol/contract.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { Badge } from '../../../ui/badge.tsx';
import { CodeText } from '../../../ui/code-text.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { CopyButton } from '../../chat/copy-button.tsx';
import styles from './prompt-dialog.module.css';
import { useAsked } from './use-asked.ts';

interface PromptDialogProps {
  readonly turnId: string;
  readonly stepId: number;
  readonly onClose: () => void;
}

type Prompt = ResultOf<'turns.prompt'>;

/** The prompt of one call as it was sent: instructions, messages, tools. Read when it is opened. */
export function PromptDialog({ turnId, stepId, onClose }: PromptDialogProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { answer, error } = useAsked('turns.prompt', { turnId, stepId });
  return (
    <Dialog title={t('inspect.prompt')} closeLabel={t('common.close')} onClose={onClose} isWide>
      <div className={styles['prompt']}>
        {error && <ErrorNotice title={t('inspect.promptFailed')} {...describe(error)} />}
        {!error && !answer && <Skeleton label={t('inspect.prompt')} lines={8} />}
        {answer && <PromptText prompt={answer} />}
      </div>
    </Dialog>
  );
}

function PromptText({ prompt }: { readonly prompt: Prompt }) {
  const { t } = useTranslation();
  return (
    <>
      {!prompt.isComplete && <p className={styles['note']}>{t('inspect.promptIncomplete')}</p>}
      <section className={styles['part']}>
        <header className={styles['head']}>
          <h3 className={styles['title']}>{t('inspect.instructions')}</h3>
          {prompt.model !== undefined && <Badge>{prompt.model}</Badge>}
          <CopyButton label={t('inspect.copyPrompt')} read={() => prompt.system} />
        </header>
        <CodeText label={t('inspect.instructions')} text={prompt.system} wraps />
      </section>
      <section className={styles['part']}>
        <h3 className={styles['title']}>
          {t('inspect.promptMessages', { count: prompt.messages.length })}
        </h3>
        <ol className={styles['messages']}>
          {prompt.messages.map((message, index) => (
            <li key={index} className={styles['message']} data-role={message.role}>
              <span className={styles['role']}>{t(`inspect.role.${message.role}`)}</span>
              <p className={styles['text']}>{message.text}</p>
            </li>
          ))}
        </ol>
      </section>
      <section className={styles['part']}>
        <h3 className={styles['title']}>
          {t('inspect.promptTools', { count: prompt.tools.length })}
        </h3>
        <ul className={styles['messages']}>
          {prompt.tools.map((tool) => (
            <li key={tool.name} className={styles['message']}>
              <code className={styles['role']}>{tool.name}</code>
              <p className={styles['text']}>{tool.description}</p>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

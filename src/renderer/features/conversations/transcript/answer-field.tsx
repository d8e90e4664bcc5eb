import { CornerDownLeft } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../../state/app-context.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Button } from '../../../ui/button.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { isComposing } from '../../chat/is-composing.ts';
import { useAssistantName } from '../../naming/use-agent-names.ts';
import styles from './answer-field.module.css';
import { useStepIn } from './use-step-in.ts';

/** As the contract has it. */
const mostChars = 65_536;

/** Where one says something as the assistant. What was typed is kept as a draft. */
export function AnswerField({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const { drafts } = useApp();
  const name = useAssistantName(transcript);
  const draft = `answer:${transcript.ref.key}`;
  const [text, setTextOnly] = useState(() => drafts.read(draft));
  const { answer, isBusy } = useStepIn(transcript);
  const isTakenOver = useStore(
    transcript.store,
    ({ session }) => session?.takenOverAt !== undefined,
  );
  const setText = (next: string): void => {
    setTextOnly(next);
    drafts.write(draft, next);
  };
  const send = async (): Promise<void> => {
    const said = text.trim();
    if (said === '' || isBusy || !(await answer(said))) return;
    // What was typed meanwhile stays.
    if (drafts.read(draft).trim() === said) setText('');
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    void send();
  };
  return (
    <div
      className={styles['field']}
      data-bottom-bar
      data-active={isTakenOver || text !== '' || undefined}
    >
      <div className={styles['text']}>
        <TextArea
          label={t('inspect.answerAs', { name })}
          isLabelHidden
          rows={1}
          placeholder={t('inspect.answerAs', { name })}
          maxLength={mostChars}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
        />
      </div>
      <Button
        icon={<CornerDownLeft size={14} aria-hidden />}
        disabled={isBusy || text.trim() === ''}
        onClick={() => void send()}
      >
        {t('inspect.say')}
      </Button>
    </div>
  );
}

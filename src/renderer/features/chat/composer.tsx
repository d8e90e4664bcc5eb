import { ArrowUp, Square } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormats } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './composer.module.css';
import { SuggestionList } from './suggestion-list.tsx';
import type { ComposerState } from './use-composer.ts';

interface ComposerProps {
  readonly composer: ComposerState;
  readonly isRunning: boolean;
  readonly onStop: () => void;
}

/** Where one writes: grows with its text, completes commands, sends and stops. */
export function Composer({ composer, isRunning, onStop }: ComposerProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const listId = useId();
  const field = useGrowing(composer.text);
  const { connection } = useApp();
  const isAway = useStore(connection, ({ phase }) => phase.kind === 'waiting');
  const { suggestions, activeIndex, excess } = composer;
  const hasList = suggestions.length > 0;
  return (
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        composer.submit();
      }}
    >
      <div className={styles['box']}>
        {hasList && (
          <SuggestionList
            id={listId}
            suggestions={suggestions}
            activeIndex={activeIndex}
            onChoose={composer.choose}
          />
        )}
        <textarea
          ref={field}
          id="message-field"
          className={styles['field']}
          rows={1}
          autoFocus
          aria-label={t('composer.label')}
          placeholder={isRunning ? t('composer.placeholderRunning') : t('composer.placeholder')}
          aria-haspopup="listbox"
          aria-controls={hasList ? listId : undefined}
          aria-activedescendant={hasList ? `${listId}-${activeIndex}` : undefined}
          aria-autocomplete="list"
          aria-describedby={`${listId}-hint`}
          value={composer.text}
          onChange={(event) => composer.setText(event.target.value)}
          onKeyDown={composer.press}
        />
        <div className={styles['buttons']}>
          {isRunning && (
            <IconButton
              label={t('chat.stopHint')}
              icon={<Square size={14} fill="currentColor" aria-hidden />}
              onClick={onStop}
            />
          )}
          <IconButton
            type="submit"
            look="primary"
            label={t('composer.send')}
            icon={<ArrowUp size={17} aria-hidden />}
            disabled={!composer.canSend}
          />
        </div>
      </div>
      <p id={`${listId}-hint`} className={styles['hint']}>
        {excess > 0
          ? t('composer.tooLong', { count: excess, replace: { count: formats.number(excess) } })
          : isAway
            ? t('connection.offlineHint')
            : t('composer.hint')}
      </p>
    </form>
  );
}

const tallestPx = 320;

/** Keeps a text field as high as its text, up to a limit. */
function useGrowing(text: string): Ref<HTMLTextAreaElement> {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, tallestPx)}px`;
  }, [text]);
  return field;
}

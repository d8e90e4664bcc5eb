import { ArrowUp, Square } from 'lucide-react';
import { useId, useLayoutEffect, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormats } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { AttachButton } from './attach-button.tsx';
import { AttachmentStrip } from './attachment-strip.tsx';
import styles from './composer.module.css';
import { SuggestionList } from './suggestion-list.tsx';
import type { ComposerState } from './use-composer.ts';
import { useFileDrop } from './use-file-drop.ts';

interface ComposerProps {
  readonly composer: ComposerState;
  readonly isRunning: boolean;
  readonly onStop: () => void;
}

/** Where one writes: grows with its text, completes commands, sends and stops. */
export function Composer({ composer, isRunning, onStop }: ComposerProps) {
  const { t } = useTranslation();
  const listId = useId();
  const field = useGrowing(composer.text);
  const { suggestions, activeIndex, excess, attachments } = composer;
  const isDropping = useFileDrop(attachments.add);
  const hasList = suggestions.length > 0;
  return (
    <form
      className={styles['composer']}
      data-bottom-bar
      onSubmit={(event) => {
        event.preventDefault();
        composer.submit();
      }}
    >
      <div className={styles['box']} data-dropping={isDropping}>
        <AttachmentStrip attachments={attachments} />
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
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            attachments.add(files);
          }}
        />
        <div className={styles['buttons']}>
          <AttachButton onFiles={attachments.add} />
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
        {isDropping ? t('pictures.dropHere') : <Hint excess={excess} />}
      </p>
    </form>
  );
}

function Hint({ excess }: { readonly excess: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { connection } = useApp();
  const isAway = useStore(connection, ({ phase }) => phase.kind === 'waiting');
  if (excess > 0)
    return (
      <>{t('composer.tooLong', { count: excess, replace: { count: formats.number(excess) } })}</>
    );
  return <>{isAway ? t('connection.offlineHint') : t('composer.hint')}</>;
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

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/use-words.ts';
import { cx } from '../../ui/cx.ts';
import styles from './message-frame.module.css';

interface MessageFrameProps {
  readonly role: 'user' | 'assistant' | 'system';
  /** Who speaks. */
  readonly name: string;
  /** UTC milliseconds; absent while it is being written. */
  readonly at?: number | undefined;
  /** It runs right now: the mark on the rail is alive. */
  readonly isLive?: boolean;
  /** Goes on the one above: no name again. */
  readonly isContinuation?: boolean;
  readonly startsDay?: boolean;
  /** Somebody jumped here. */
  readonly isTarget?: boolean;
  /** What kind of entry it is, where that is worth a word. */
  readonly label?: ReactNode;
  /** A line of the program itself, not of the talk. */
  readonly isSmall?: boolean;
  /** Beside the name: copy and the like, or how it stands. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One entry on the strip: the time, the mark on the rail, and what was said. */
export function MessageFrame(props: MessageFrameProps) {
  const { role, name, at, isLive = false, isContinuation = false, startsDay = false } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const time = at === undefined ? '' : formats.time(at);
  return (
    <div className={styles['strip']}>
      {startsDay && at !== undefined && <p className={styles['day']}>{formats.day(at)}</p>}
      <article
        className={cx(
          styles['entry'],
          styles[role],
          isContinuation && styles['continuation'],
          props.isSmall === true && styles['small'],
        )}
        aria-label={time === '' ? name : `${name}, ${t('chat.sentAt', { time })}`}
        data-live={isLive}
        data-target={props.isTarget ?? false}
      >
        <div className={styles['gutter']}>
          {at !== undefined && (
            <time dateTime={new Date(at).toISOString()} title={formats.dateTime(at)}>
              {time}
            </time>
          )}
        </div>
        <div className={styles['rail']} aria-hidden>
          <span className={styles['mark']} />
        </div>
        <div className={styles['content']}>
          <div className={styles['head']}>
            {!isContinuation && (
              <p className={styles['name']} title={name}>
                {name}
              </p>
            )}
            {props.label}
            {time !== '' && <span className={styles['inline-time']}>{time}</span>}
            {props.actions}
          </div>
          {props.children}
        </div>
      </article>
    </div>
  );
}

/** What can be done with an entry; shown while one points at it. */
export function HoverActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles['actions']}>{children}</div>;
}

/** What can be done with the last answer; always there, where reading ends. */
export function FootActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles['foot']}>{children}</div>;
}

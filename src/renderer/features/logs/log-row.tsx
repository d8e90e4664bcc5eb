import { Filter, Route } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import type { LogLine } from '../../state/log-view.ts';
import { Button } from '../../ui/button.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { CopyButton } from '../chat/copy-button.tsx';
import styles from './logs.module.css';
import { fullOf, readLine, summarize, type ReadLine } from './read-line.ts';
import { splitHits } from './split-hits.ts';
import { useClockTime } from './use-clock-time.ts';

interface LogRowProps {
  readonly line: LogLine;
  readonly words: string;
  readonly isWrapped: boolean;
  readonly isOpen: boolean;
  /** Tab leads here. */
  readonly isCurrent: boolean;
  readonly onToggle: (id: number) => void;
  readonly onFocus: (id: number) => void;
  readonly onOnlyTurn: (turnId: string) => void;
}

/** One line: when, how grave, what, and its fields; pressed, each field in full. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { line, words, isOpen, isCurrent } = props;
  const time = useClockTime();
  const read = readLine(line.text);
  const detailId = `log-detail-${line.id}`;
  return (
    <div className={styles['row']} data-level={read.level} data-open={isOpen || undefined}>
      <button
        type="button"
        id={`log-line-${line.id}`}
        className={styles['line']}
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailId : undefined}
        tabIndex={isCurrent ? 0 : -1}
        onFocus={() => props.onFocus(line.id)}
        onClick={() => props.onToggle(line.id)}
      >
        <span className={styles['time']}>{read.at === undefined ? '' : time(read.at)}</span>
        <span className={styles['level']}>{read.level ?? ''}</span>
        <span className={styles['event']}>
          <Marked text={read.event} words={words} />
        </span>
        <span className={styles['summary']}>
          <Marked text={summarize(read.fields)} words={words} />
        </span>
      </button>
      {isOpen && <Detail {...props} read={read} id={detailId} />}
    </div>
  );
});

function Marked({ text, words }: { readonly text: string; readonly words: string }) {
  if (words === '') return text;
  return splitHits(text, words).map((piece, index) =>
    piece.isHit ? <mark key={index}>{piece.text}</mark> : piece.text,
  );
}

interface DetailProps extends LogRowProps {
  readonly read: ReadLine;
  readonly id: string;
}

function Detail({ read, id, line, words, onOnlyTurn }: DetailProps) {
  const { t } = useTranslation();
  const { turnId, sessionKey } = read;
  return (
    <div className={styles['detail']} id={id} role="group" aria-label={t('logs.fields')}>
      <KeyValues
        entries={read.fields.map(([key, value]) => ({
          key,
          value: (
            <code className={styles['value']}>
              <Marked text={fullOf(value)} words={words} />
            </code>
          ),
        }))}
      />
      <div className={styles['detail-actions']}>
        <CopyButton label={t('logs.copy')} read={() => line.text} />
        {turnId !== undefined && sessionKey !== undefined && (
          <LinkButton
            size="small"
            icon={<Route size={14} aria-hidden />}
            href={formatAddress('conversations', [sessionKey], { turn: turnId })}
          >
            {t('logs.trace')}
          </LinkButton>
        )}
        {turnId !== undefined && (
          <Button
            size="small"
            icon={<Filter size={14} aria-hidden />}
            onClick={() => onOnlyTurn(turnId)}
          >
            {t('logs.onlyTurn')}
          </Button>
        )}
      </div>
    </div>
  );
}

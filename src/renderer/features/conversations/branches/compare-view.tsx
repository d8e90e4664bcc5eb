import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '../../../../shared/protocol/chat.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { layoutRows, textOf } from '../../../state/conversation/rows.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { StoredMessage } from '../../chat/stored-message.tsx';
import { useAssistantName } from '../../naming/use-agent-names.ts';
import { BackLink } from '../back-link.tsx';
import { DiffText } from '../diff-text.tsx';
import { diffWords } from '../diff-words.ts';
import { placeAddress } from '../place.ts';
import { useAsked } from '../trace/use-asked.ts';
import { useStepIn } from '../transcript/use-step-in.ts';
import { usePlace } from '../use-place.ts';
import styles from './compare-view.module.css';
import { splitAtFork } from './split-at-fork.ts';
import { useBranches } from './use-branches.ts';

interface CompareViewProps {
  readonly transcript: Transcript;
  /** The newest message of the branch beside the one that is shown. */
  readonly otherId: string;
}

/** As many as one read brings. */
const comparedMessages = 400;

/** Two branches side by side, from where they part, with the differing words of their last answers. */
export function CompareView({ transcript, otherId }: CompareViewProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const describe = useErrorWords();
  const branches = useBranches(transcript);
  const { choose, isBusy } = useStepIn(transcript);
  const { key, sessionId } = transcript.ref;
  const base = {
    sessionKey: key,
    limit: comparedMessages,
    ...(sessionId === undefined ? {} : { sessionId }),
  };
  const shown = useAsked('chat.history', base);
  const other = useAsked('chat.history', { ...base, headId: otherId });
  const error = shown.error ?? other.error;
  const back = placeAddress(place, { compareId: undefined });
  return (
    <>
      <header className={styles['head']}>
        <BackLink href={back} label={t('inspect.backToConversation')} from="trace" />
        <h2 className={styles['title']}>{t('inspect.comparing')}</h2>
        <Button
          size="small"
          disabled={
            isBusy || branches.some((branch) => branch.headId === otherId && branch.isShown)
          }
          onClick={() => void choose(otherId).then((isDone) => isDone && go(back))}
        >
          {t('inspect.chooseOther')}
        </Button>
      </header>
      <div
        className={styles['body']}
        tabIndex={0}
        role="region"
        aria-label={t('inspect.comparing')}
      >
        {error && <ErrorNotice {...describe(error)} />}
        {!error && shown.answer && other.answer ? (
          <Columns
            transcript={transcript}
            shown={shown.answer.messages}
            other={other.answer.messages}
          />
        ) : (
          !error && <Skeleton label={t('chat.loading')} lines={6} />
        )}
      </div>
    </>
  );
}

function go(address: string): void {
  window.location.hash = address;
}

interface ColumnsProps {
  readonly transcript: Transcript;
  readonly shown: readonly ChatMessage[];
  readonly other: readonly ChatMessage[];
}

function Columns({ transcript, shown, other }: ColumnsProps) {
  const { t } = useTranslation();
  const [left, right] = useMemo(() => splitAtFork(shown, other), [shown, other]);
  const diff = useMemo(() => {
    const [a, b] = [lastWords(left), lastWords(right)];
    return a === '' || b === '' ? undefined : diffWords(a, b);
  }, [left, right]);
  return (
    <>
      <div className={styles['columns']}>
        <Column title={t('inspect.shownBranch')} transcript={transcript} messages={left} />
        <Column title={t('inspect.otherBranch')} transcript={transcript} messages={right} />
      </div>
      {diff && (
        <section className={styles['diff']} aria-label={t('inspect.differences')}>
          <h3 className={styles['name']}>{t('inspect.differences')}</h3>
          <div className={styles['columns']}>
            <DiffText parts={diff.left} />
            <DiffText parts={diff.right} />
          </div>
        </section>
      )}
    </>
  );
}

function lastWords(messages: readonly ChatMessage[]): string {
  const answer = messages.findLast(({ role }) => role === 'assistant');
  return answer ? textOf(answer) : '';
}

interface ColumnProps {
  readonly title: string;
  readonly transcript: Transcript;
  readonly messages: readonly ChatMessage[];
}

function Column({ title, transcript, messages }: ColumnProps) {
  const { t } = useTranslation();
  const assistantName = useAssistantName(transcript);
  const rows = useMemo(() => layoutRows({ messages, outgoing: [], runs: {} }), [messages]);
  return (
    <section className={styles['column']} aria-label={title}>
      <h3 className={styles['name']}>{title}</h3>
      {rows.map(
        (row) =>
          row.kind === 'message' && (
            <StoredMessage
              key={row.key}
              row={row}
              assistantName={assistantName}
              sessionKey={transcript.ref.key}
              isTarget={false}
              onRetry={undefined}
            />
          ),
      )}
      {rows.length === 0 && <p className={styles['none']}>{t('inspect.nothingAfterFork')}</p>}
    </section>
  );
}

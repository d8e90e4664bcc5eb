import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { createTraces, type OpenedTrace, type Trace } from '../../../state/inspection/traces.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import type { TranscriptState } from '../../../state/inspection/types.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { InboxList } from './inbox-list.tsx';
import { TraceHead } from './trace-head.tsx';
import styles from './trace-pane.module.css';
import { Waterfall } from './waterfall.tsx';

interface TracePaneProps {
  readonly transcript: Transcript | undefined;
  /** The turn that was chosen; without one, the newest that is in sight. */
  readonly turnId: string | undefined;
}

/** What happened in a turn, and why. */
export function TracePane({ transcript, turnId }: TracePaneProps) {
  if (!transcript) return null;
  if (turnId !== undefined)
    return <OpenTrace key={turnId} turnId={turnId} transcript={transcript} />;
  return <NewestTrace transcript={transcript} />;
}

function NewestTrace({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const newest = useStore(transcript.store, newestTurnId);
  if (newest !== undefined)
    return <OpenTrace key={newest} turnId={newest} transcript={transcript} />;
  return (
    <div className={styles['center']}>
      <EmptyState title={t('inspect.noTurn')} hint={t('inspect.noTurnHint')} />
    </div>
  );
}

/** Ids are in the order of time. */
function newestTurnId({ turns }: TranscriptState): string | undefined {
  return Object.values(turns)
    .map(({ id }) => id)
    .reduce<string | undefined>(
      (newest, id) => (newest === undefined || id > newest ? id : newest),
      undefined,
    );
}

interface OpenTraceProps {
  readonly turnId: string;
  readonly transcript: Transcript;
}

function OpenTrace({ turnId, transcript }: OpenTraceProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const traces = useTopic(createTraces);
  const opened = traces.get(turnId);
  const { trace, error } = useStore(opened.store);
  useEffect(() => opened.open(), [opened]);
  if (error) {
    return (
      <div className={styles['center']}>
        <ErrorNotice
          title={t('inspect.traceFailed')}
          {...describe(error)}
          action={
            <Button size="small" onClick={opened.refresh}>
              {t('chat.tryAgain')}
            </Button>
          }
        />
      </div>
    );
  }
  if (!trace) {
    return (
      <div className={styles['center']}>
        <Skeleton label={t('inspect.traceLoading')} lines={7} />
      </div>
    );
  }
  return <TraceBody trace={trace} opened={opened} transcript={transcript} />;
}

interface TraceBodyProps {
  readonly trace: Trace;
  readonly opened: OpenedTrace;
  readonly transcript: Transcript;
}

function TraceBody({ trace, opened, transcript }: TraceBodyProps) {
  const { t } = useTranslation();
  return (
    <>
      <TraceHead trace={trace} transcript={transcript} />
      <div
        className={styles['scroll']}
        tabIndex={0}
        role="region"
        aria-label={t('inspect.happened')}
      >
        <Part title={t('inspect.cameIn')}>
          <InboxList inbox={trace.inbox} />
        </Part>
        <Part title={t('inspect.steps', { count: trace.steps.length })}>
          <Waterfall trace={trace} transcript={transcript} />
        </Part>
        <Part title={t('inspect.wentOut')}>
          <DeliveryList trace={trace} onChanged={opened.refresh} />
        </Part>
      </div>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ title, children }: PartProps) {
  return (
    <section className={styles['part']}>
      <h3 className={styles['title']}>{title}</h3>
      {children}
    </section>
  );
}

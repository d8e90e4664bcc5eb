import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Address } from '../../navigation/address.ts';
import { createTranscripts } from '../../state/inspection/transcripts.ts';
import { useTopic } from '../../state/use-topic.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PictureViewer } from '../pictures/picture-viewer.tsx';
import { CompareView } from './branches/compare-view.tsx';
import styles from './conversations-page.module.css';
import { ListPane } from './list/list-pane.tsx';
import { readPlace, type Place } from './place.ts';
import { NothingOpen } from './nothing-open.tsx';
import { TracePane } from './trace/trace-pane.tsx';
import { ConversationPane } from './transcript/conversation-pane.tsx';
import { PlaceContext } from './use-place.ts';
import { useStepBack } from './use-step-back.ts';

/** Every conversation of every channel; what was said in one; and what happened in a turn of it. */
export function ConversationsPage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const place = useMemo(() => readPlace(address), [address]);
  useStepBack(place);
  return (
    <PlaceContext value={place}>
      <PictureViewer>
        <PageFrame
          title={t('nav.conversations')}
          lead={place.ref ? undefined : t('inspect.lead')}
          isFull
        >
          <Panes place={place} />
        </PageFrame>
      </PictureViewer>
    </PlaceContext>
  );
}

function Panes({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const transcripts = useTopic(createTranscripts);
  const { ref, turnId, compareId } = place;
  const depth = ref === undefined ? 'list' : turnId === undefined ? 'conversation' : 'turn';
  const transcript = ref && transcripts.get(ref);
  return (
    <div className={styles['room']}>
      <div className={styles['panes']} data-depth={depth} data-comparing={compareId !== undefined}>
        <section
          className={styles['list']}
          aria-label={t('inspect.list')}
          data-pane="list"
          tabIndex={-1}
        >
          <ListPane />
        </section>
        <section
          className={styles['conversation']}
          aria-label={t('inspect.conversation')}
          data-pane="conversation"
          tabIndex={-1}
        >
          {!transcript ? (
            <NothingOpen />
          ) : compareId === undefined ? (
            <ConversationPane key={paneKey(place)} transcript={transcript} />
          ) : (
            <CompareView key={compareId} transcript={transcript} otherId={compareId} />
          )}
        </section>
        {compareId === undefined && (
          <section
            className={styles['trace']}
            aria-label={t('inspect.trace')}
            data-pane="turn"
            tabIndex={-1}
          >
            <TracePane transcript={transcript} turnId={turnId} />
          </section>
        )}
      </div>
    </div>
  );
}

/** What was scrolled and typed belongs to one conversation. */
function paneKey({ ref, messageId }: Place): string {
  return [ref?.key, ref?.sessionId, ref?.headId, messageId].join('\n');
}

import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PersonRow } from '../../../shared/protocol/people.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { createPeopleBook } from '../../state/people-book.ts';
import { useTopic } from '../../state/use-topic.ts';
import { DetailPane } from '../../ui/detail-pane.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { PeopleList } from './people-list.tsx';
import { PersonDetail } from './person-detail.tsx';
import { RoleGuide } from './role-guide.tsx';
import { WaitingPeople } from './waiting-people.tsx';

/** Everybody the assistant knows, what they may do, and who waits to be let in. */
export function PeoplePage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  return (
    <PageFrame title={t('nav.people')} lead={t('peoplePage.lead')} isFull>
      <Body chosen={address.parts[0]} />
    </PageFrame>
  );
}

function Body({ chosen }: { readonly chosen: string | undefined }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { book } = useTopic(createPeopleBook);
  const { value, error } = useStore(book.store);
  if (error && !value) return <ErrorNotice {...describe(error)} />;
  if (!value) return <Skeleton label={t('common.loading')} lines={6} />;
  const { people, pending } = value;
  const person = people.find(({ id }) => id === chosen);
  return (
    <SplitView
      listLabel={t('nav.people')}
      list={<PeopleList people={people} pendingCount={pending.length} chosen={chosen} />}
      hasDetail={chosen !== undefined}
      detail={
        person ? (
          <PersonDetail key={person.id} person={person} people={people} />
        ) : (
          <Start people={people} missing={chosen === 'waiting' ? undefined : chosen}>
            <WaitingPeople pending={pending} people={people} />
          </Start>
        )
      }
    />
  );
}

interface StartProps {
  readonly people: readonly PersonRow[];
  readonly missing: string | undefined;
  readonly children: React.ReactNode;
}

function Start({ missing, children }: StartProps) {
  const { t } = useTranslation();
  return (
    <DetailPane
      title={t('peoplePage.door')}
      lead={t('peoplePage.doorLead')}
      backHref={formatAddress('people')}
      backLabel={t('nav.people')}
    >
      {missing !== undefined && (
        <EmptyState title={t('peoplePage.gone')} hint={t('peoplePage.goneHint')} />
      )}
      {children}
      <RoleGuide />
    </DetailPane>
  );
}

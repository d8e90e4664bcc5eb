import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useTopic } from '../../state/use-topic.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { TextOfEntry } from '../editing/text-of-entry.tsx';
import { agentSides, placeAddress, type AgentPlace, type AgentSide } from './agent-places.ts';
import styles from './agents.module.css';
import { SentPane } from './sent-pane.tsx';
import { createSideChoice } from './side-choice.ts';
import type { SideProps } from './tab-props.ts';
import { TestChatPane } from './test-chat-pane.tsx';

/** What stands beside the form: as the address says, else as it was chosen last. */
export function useShownSide(chosen: AgentSide | undefined): AgentSide {
  const choice = useTopic(createSideChoice);
  const last = useStore(choice, ({ side }) => side);
  useEffect(() => {
    if (chosen !== undefined) choice.setState({ side: chosen });
  }, [choice, chosen]);
  return chosen ?? last;
}

interface SideTabsProps {
  readonly agentId: string;
  readonly place: AgentPlace;
  /** Undefined while the form has the whole width. */
  readonly shown: AgentSide | undefined;
}

/** What can stand beside the form, as places. */
export function SideTabs({ agentId, place, shown }: SideTabsProps) {
  const { t } = useTranslation();
  const tabs = agentSides.map((side) => ({
    id: side,
    label: t(`agentsPage.side.${side}`),
    href: placeAddress(agentId, { tab: place.tab, side }),
  }));
  return (
    <div className={styles['sideTabs']}>
      <Tabs label={t('agentsPage.sides')} current={shown ?? ''} tabs={tabs} />
    </div>
  );
}

/** The text of the entry, the prompt as it is sent, or a test chat. */
export function SidePane({ shown, ...props }: SideProps & { readonly shown: AgentSide }) {
  const { t } = useTranslation();
  const label = t('agentsPage.sideLabel', { side: t(`agentsPage.side.${shown}`) });
  if (shown === 'chat')
    return (
      <aside className={styles['side']} aria-label={label}>
        <TestChatPane {...props} />
      </aside>
    );
  return (
    <aside className={styles['side']} aria-label={label}>
      <div className={styles['sideScroll']} tabIndex={0} role="region" aria-label={label}>
        {shown === 'text' ? <TextOfEntry draft={props.draft} /> : <SentPane {...props} />}
      </div>
    </aside>
  );
}

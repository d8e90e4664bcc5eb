import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createAgentPreview } from '../../state/agents/agent-preview.ts';
import { createTestChat } from '../../state/agents/test-chat.ts';
import { useApp } from '../../state/app-context.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
import { valueAt } from '../../state/config-draft/plain-value.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { UnreadableNotice } from '../editing/unreadable-notice.tsx';
import { SaveBar } from '../editing/save-bar.tsx';
import { useConfig, useDraft, useDraftState, useLeaveWarning } from '../editing/use-draft.ts';
import { AgentBadges } from './agent-badges.tsx';
import { AgentMenu } from './agent-menu.tsx';
import { agentTabs, placeAddress, readPlace, type AgentTab } from './agent-places.ts';
import styles from './agents.module.css';
import { BasicsTab } from './basics-tab.tsx';
import { CheckTab } from './check-tab.tsx';
import { MoreTab } from './more-tab.tsx';
import { PromptTab } from './prompt-tab.tsx';
import { readAgents, textOf, type AgentRow } from './read-agents.ts';
import { RoutingTab } from './routing-tab.tsx';
import { SidePane, SideTabs, useShownSide } from './side-pane.tsx';
import type { TabProps } from './tab-props.ts';
import { ToolsTab } from './tools-tab.tsx';
import { useIsWide } from './use-is-wide.ts';

interface AgentViewProps {
  readonly id: string;
  readonly address: Address;
}

/** One agent: its settings in tabs, and beside them the text, the prompt or a test chat. */
export function AgentView({ id, address }: AgentViewProps) {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const text = useConfig((state) => state.text);
  const defaultId = useStore(gateway, ({ agents }) => agents?.defaultId);
  const draft = useDraft(['agents', id]);
  const hasEdits = useDraftState(draft, ({ edits }) => edits.length > 0);
  const agent = text && readAgents(text, defaultId).find((each) => each.id === id);
  if (!text)
    return (
      <PageFrame title={id}>
        <Skeleton label={t('agentsPage.loading')} lines={6} />
      </PageFrame>
    );
  if (!agent && !hasEdits)
    return (
      <PageFrame title={t('nav.agents')}>
        <EmptyState
          title={t('agentsPage.missing', { id })}
          hint={t('agentsPage.missingHint')}
          action={<a href={formatAddress('agents')}>{t('agentsPage.allAgents')}</a>}
        />
      </PageFrame>
    );
  const gone: AgentRow = {
    ...{ id, name: id, model: undefined },
    ...{ isEnabled: true, isDefault: false, isBroken: false, hasProblem: false },
  };
  return <LoadedAgent agent={agent ?? gone} draft={draft} address={address} />;
}

interface LoadedAgentProps {
  readonly agent: AgentRow;
  readonly draft: Draft;
  readonly address: Address;
}

function LoadedAgent({ agent, draft, address }: LoadedAgentProps) {
  const { t } = useTranslation();
  const app = useApp();
  const place = readPlace(address);
  const side = useShownSide(place.side);
  const isWide = useIsWide();
  const layout = isWide ? 'both' : place.side === undefined ? 'main' : 'side';
  const [preview] = useState(() => createAgentPreview(app, draft));
  const [chat] = useState(() => createTestChat(app, draft));
  const typedName = useDraftState(draft, ({ value }) => textOf(valueAt(value, ['name'])));
  const hasEdits = useDraftState(draft, ({ edits }) => edits.length > 0);
  useLeaveWarning(hasEdits);
  useEffect(() => preview.follow(), [preview]);
  useEffect(() => () => chat.end(), [chat]);
  const name = typedName ?? agent.id;
  const tabs = agentTabs.map((tab) => ({
    id: tab,
    label: t(`agentsPage.tab.${tab}`),
    href: placeAddress(agent.id, { tab, side: undefined }),
  }));
  return (
    <PageFrame
      isFull
      title={name}
      {...(name === agent.id ? {} : { lead: agent.id })}
      actions={
        <>
          <AgentBadges agent={agent} />
          <AgentMenu agent={agent} onDeleted={() => goTo(formatAddress('agents'))} />
        </>
      }
      toolbar={
        <PlaceRow current={`${place.tab} ${place.side ?? ''}`}>
          <a className={styles['back']} href={formatAddress('agents')}>
            <ArrowLeft size={14} aria-hidden />
            <span className={styles['backWords']}>{t('agentsPage.allAgents')}</span>
          </a>
          <Tabs
            label={t('agentsPage.tabs', { name })}
            current={layout === 'side' ? '' : place.tab}
            tabs={tabs}
          />
          <SideTabs agentId={agent.id} place={place} shown={layout === 'main' ? undefined : side} />
        </PlaceRow>
      }
    >
      <div className={styles['columns']} data-layout={layout}>
        <div className={styles['main']}>
          <div
            className={styles['scroll']}
            tabIndex={0}
            role="region"
            aria-label={t('agentsPage.tabs', { name })}
          >
            <UnreadableNotice path={draft.path} />
            <TabContent tab={place.tab} {...{ agent, draft, preview }} />
          </div>
          <SaveBar draft={draft} title={name} />
        </div>
        <SidePane shown={side} {...{ agent, name, draft, preview, chat }} />
      </div>
    </PageFrame>
  );
}

interface PlaceRowProps {
  /** Where one is: in a narrow window the row is moved so that it is in sight. */
  readonly current: string;
  readonly children: ReactNode;
}

/** The way back and all places of the agent in one row; in a narrow window it scrolls sideways. */
function PlaceRow({ current, children }: PlaceRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = row.current?.querySelector('[aria-current="page"]');
    place?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  return (
    <div ref={row} className={styles['places']}>
      {children}
    </div>
  );
}

function TabContent({ tab, ...props }: TabProps & { readonly tab: AgentTab }) {
  switch (tab) {
    case 'basics':
      return <BasicsTab {...props} />;
    case 'prompt':
      return <PromptTab {...props} />;
    case 'tools':
      return <ToolsTab {...props} />;
    case 'routing':
      return <RoutingTab {...props} />;
    case 'check':
      return <CheckTab {...props} />;
    case 'more':
      return <MoreTab {...props} />;
  }
}

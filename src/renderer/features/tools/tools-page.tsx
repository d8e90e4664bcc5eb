import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import { createOwnTools } from '../../state/own-tools.ts';
import { createSkills } from '../../state/skills.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Badge } from '../../ui/badge.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { NoSuchPart } from '../not-found/no-such-part.tsx';
import { CatalogueTab } from './catalogue/catalogue-tab.tsx';
import { ExtensionsTab } from './extensions/extensions-tab.tsx';
import { QuestionsTab } from './questions/questions-tab.tsx';
import { RulesTab } from './rules/rules-tab.tsx';
import { ServersTab } from './servers/servers-tab.tsx';
import { SkillsTab } from './skills/skills-tab.tsx';
import { toolTabs, type ToolTab } from './tool-tabs.ts';

/** What agents can do besides talking, who may, and what asks first. */
export function ToolsPage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const [first, second] = address.parts;
  const current = toolTabs.find((tab) => tab === (first ?? 'all'));
  const marks = useMarks();
  const tabs = toolTabs.map((id) => ({
    id,
    label: t(`toolsPage.tabs.${id}`),
    href: formatAddress('tools', id === 'all' ? [] : [id]),
    mark: marks[id],
  }));
  return (
    <PageFrame
      title={t('nav.tools')}
      lead={t('toolsPage.lead')}
      toolbar={<Tabs label={t('toolsPage.parts')} current={current ?? ''} tabs={tabs} />}
      isFull
    >
      {current ? (
        <TabBody tab={current} chosen={second} />
      ) : (
        <NoSuchPart part={first ?? ''} href={formatAddress('tools')} page={t('nav.tools')} />
      )}
    </PageFrame>
  );
}

interface TabBodyProps {
  readonly tab: ToolTab;
  readonly chosen: string | undefined;
}

function TabBody({ tab, chosen }: TabBodyProps) {
  switch (tab) {
    case 'all':
      return <CatalogueTab chosen={chosen} />;
    case 'approvals':
      return <QuestionsTab />;
    case 'rules':
      return <RulesTab isAdding={chosen === 'new'} />;
    case 'extensions':
      return <ExtensionsTab chosen={chosen} />;
    case 'servers':
      return <ServersTab chosen={chosen} />;
    case 'skills':
      return <SkillsTab />;
  }
}

/** How much there needs somebody, beside the name of each part. */
function useMarks(): Partial<Record<ToolTab, React.ReactNode>> {
  const { t } = useTranslation();
  const { approvals } = useApp();
  const own = useTopic(createOwnTools);
  const waiting = useStore(approvals.store, ({ pending }) => pending.length);
  const extensions = useStore(
    own.extensions.store,
    ({ value }) => value?.extensions.filter(({ state }) => state !== 'ready').length ?? 0,
  );
  const servers = useStore(
    own.servers.store,
    ({ value }) => value?.filter(({ problem }) => problem).length ?? 0,
  );
  const skills = useStore(
    useTopic(createSkills).store,
    ({ value }) => value?.skills.filter(({ problem }) => problem).length ?? 0,
  );
  const mark = (count: number, tone: 'live' | 'warn'): React.ReactNode =>
    count === 0 ? undefined : (
      <Badge tone={tone}>
        {count}
        <span className="visually-hidden"> {t('toolsPage.needYou')}</span>
      </Badge>
    );
  return {
    approvals: mark(waiting, 'live'),
    extensions: mark(extensions, 'warn'),
    servers: mark(servers, 'warn'),
    skills: mark(skills, 'warn'),
  };
}

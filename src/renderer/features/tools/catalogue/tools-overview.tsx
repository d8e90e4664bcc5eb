import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../../navigation/address.ts';
import { DetailPane } from '../../../ui/detail-pane.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Section } from '../../../ui/section.tsx';
import { Table } from '../../../ui/table.tsx';
import { ToolNames } from './tool-names.tsx';

interface ToolsOverviewProps {
  readonly profiles: Readonly<Record<string, readonly string[]>>;
  /** The address names a tool that is not there. */
  readonly missing: string | undefined;
}

/** Before a tool is chosen: what there is to choose from, and the profiles by name. */
export function ToolsOverview({ profiles, missing }: ToolsOverviewProps) {
  const { t } = useTranslation();
  const rows = Object.entries(profiles).map(([name, tools]) => ({ name, tools }));
  return (
    <DetailPane
      title={t('toolsPage.profiles')}
      lead={t('toolsPage.profilesLead')}
      backHref={formatAddress('tools')}
      backLabel={t('toolsPage.tabs.all')}
    >
      {missing !== undefined && (
        <EmptyState title={t('toolsPage.gone', { tool: missing })} hint={t('toolsPage.goneHint')} />
      )}
      <Section title={t('toolsPage.profilesHeld')}>
        <Table
          label={t('toolsPage.profiles')}
          keyOf={({ name }) => name}
          rows={rows}
          columns={[
            {
              id: 'name',
              title: t('toolsPage.profile'),
              cell: ({ name }) => <code>{`@${name}`}</code>,
            },
            {
              id: 'tools',
              title: t('toolsPage.tabs.all'),
              isRest: true,
              cell: ({ tools }) => <ToolNames names={tools} />,
            },
          ]}
        />
      </Section>
    </DetailPane>
  );
}

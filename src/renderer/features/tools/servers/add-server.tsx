import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../../navigation/address.ts';
import { CodeText } from '../../../ui/code-text.tsx';
import { DetailPane } from '../../../ui/detail-pane.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Section } from '../../../ui/section.tsx';

const program = `mcp: {
  servers: {
    memory: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-memory'] },
  },
},`;

const elsewhere = `mcp: {
  servers: {
    wiki: {
      url: 'https://wiki.example/mcp',
      headers: { Authorization: 'Bearer $WIKI_TOKEN' },
    },
  },
},`;

const users = `agents: {
  assistant: { tools: ['@standard', 'mcp_memory_*'] },
},`;

/** How one adds a server; shown where none is chosen. */
export function AddServer({ missing }: { readonly missing: string | undefined }) {
  const { t } = useTranslation();
  return (
    <DetailPane
      title={t('toolsPage.mcp.add')}
      lead={t('toolsPage.mcp.addLead')}
      actions={
        <a href={formatAddress('config', [], { path: 'mcp.servers' })}>
          {t('toolsPage.mcp.openConfig')}
        </a>
      }
      backHref={formatAddress('tools', ['servers'])}
      backLabel={t('toolsPage.tabs.servers')}
    >
      {missing !== undefined && (
        <EmptyState
          title={t('toolsPage.mcp.gone', { name: missing })}
          hint={t('toolsPage.goneHint')}
        />
      )}
      <Section title={t('toolsPage.mcp.program')} lead={t('toolsPage.mcp.programLead')}>
        <CodeText
          label={t('toolsPage.exampleOf', { what: t('toolsPage.mcp.program') })}
          text={program}
        />
      </Section>
      <Section title={t('toolsPage.mcp.elsewhere')} lead={t('toolsPage.mcp.elsewhereLead')}>
        <CodeText
          label={t('toolsPage.exampleOf', { what: t('toolsPage.mcp.elsewhere') })}
          text={elsewhere}
        />
      </Section>
      <Section title={t('toolsPage.mcp.allow')} lead={t('toolsPage.mcp.allowLead')}>
        <CodeText
          label={t('toolsPage.exampleOf', { what: t('toolsPage.mcp.allow') })}
          text={users}
        />
      </Section>
    </DetailPane>
  );
}

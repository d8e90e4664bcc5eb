import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { McpServerRow } from '../../../../shared/protocol/extensions.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { createOwnTools } from '../../../state/own-tools.ts';
import { createToolCatalogue } from '../../../state/tool-catalogue.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { DetailPane } from '../../../ui/detail-pane.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Section } from '../../../ui/section.tsx';
import { useTask } from '../../actions/use-task.ts';
import { ToolNames } from '../catalogue/tool-names.tsx';
import { PlacedProblems } from '../placed-problems.tsx';
import { toneOfServer } from './server-tone.ts';
import styles from './server-detail.module.css';

const none: readonly never[] = [];

/** One server: its state, what it offers, what agents know it by, and what is wrong with it. */
export function ServerDetail({ server }: { readonly server: McpServerRow }) {
  const { t } = useTranslation();
  const { name, title, state, kind, pid, problem, tools } = server;
  return (
    <DetailPane
      title={name}
      lead={
        <>
          <Badge tone={toneOfServer(server)}>{t(`toolsPage.mcp.state.${state}`)}</Badge>
          <span>{t(`toolsPage.mcp.stateLead.${state}`)}</span>
        </>
      }
      actions={state !== 'off' && <RestartButton name={name} />}
      backHref={formatAddress('tools', ['servers'])}
      backLabel={t('toolsPage.tabs.servers')}
    >
      {problem && <PlacedProblems problems={[problem]} />}
      <KeyValues
        entries={[
          {
            key: t('toolsPage.mcp.name'),
            value: (
              <a href={formatAddress('config', [], { path: `mcp.servers.${name}` })}>{name}</a>
            ),
          },
          ...(title === undefined ? [] : [{ key: t('toolsPage.mcp.itself'), value: title }]),
          { key: t('toolsPage.kindTitle'), value: t(`toolsPage.mcp.kind.${kind}`) },
          ...(pid === undefined
            ? []
            : [{ key: t('toolsPage.mcp.process'), value: <code>{pid}</code> }]),
        ]}
      />
      <KnownAs server={name} />
      <Section title={t('toolsPage.mcp.offers')} lead={t('toolsPage.mcp.offersLead')}>
        {tools.length === 0 ? (
          <p className={styles['none']}>{t('toolsPage.mcp.offersNothing')}</p>
        ) : (
          <ul className={styles['names']}>
            {tools.map((tool) => (
              <li key={tool}>
                <code>{tool}</code>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </DetailPane>
  );
}

/** The tools as agents name them; each leads to its place. */
function KnownAs({ server }: { readonly server: string }) {
  const { t } = useTranslation();
  const { catalog } = useTopic(createToolCatalogue);
  const tools = useStore(catalog.store, ({ value }) => value?.tools ?? none);
  const names = tools
    .filter(({ source }) => source.kind === 'mcp' && source.server === server)
    .map(({ name }) => name);
  return (
    <Section title={t('toolsPage.brings')} lead={t('toolsPage.mcp.knownAs')}>
      <ToolNames names={names} />
    </Section>
  );
}

function RestartButton({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { restart } = useTopic(createOwnTools);
  const task = useTask();
  return (
    <Button
      icon={<RotateCw size={14} aria-hidden />}
      disabled={task.isBusy}
      onClick={() => void task.run(() => restart(name))}
    >
      {t(task.isBusy ? 'toolsPage.mcp.restarting' : 'toolsPage.mcp.restart')}
    </Button>
  );
}

import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../../navigation/address.ts';
import { useErrorWords, useFormats } from '../../../i18n/use-words.ts';
import type { ToolRow } from '../../../../shared/protocol/tools.ts';
import { Badge } from '../../../ui/badge.tsx';
import { DetailPane } from '../../../ui/detail-pane.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Section } from '../../../ui/section.tsx';
import { ToolArguments } from './tool-arguments.tsx';
import styles from './tool-detail.module.css';
import { ToolUsers } from './tool-users.tsx';
import { TryOut } from './try-out.tsx';
import { useSourceWords } from './use-source-words.ts';

interface ToolDetailProps {
  readonly tool: ToolRow;
  readonly profiles: Readonly<Record<string, readonly string[]>>;
}

/** One tool: what it is for, what it can reach, who may use it, and a place to try it out. */
export function ToolDetail({ tool, profiles }: ToolDetailProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { problem } = tool;
  return (
    <DetailPane
      title={<code className={styles['name']}>{tool.name}</code>}
      lead={
        <Badge tone={tool.asks === 'never' ? 'plain' : 'live'}>
          {t(`toolsPage.asks.${tool.asks}`)}
        </Badge>
      }
      backHref={formatAddress('tools')}
      backLabel={t('toolsPage.tabs.all')}
    >
      {problem && <ErrorNotice title={t('toolsPage.worksNot')} {...describe(problem)} />}
      <p className={styles['purpose']}>{tool.description}</p>
      <Facts tool={tool} profiles={profiles} />
      <Section title={t('toolsPage.arguments')} lead={t('toolsPage.argumentsLead')}>
        <ToolArguments parameters={tool.parameters} />
      </Section>
      <Section title={t('toolsPage.users')} lead={t('toolsPage.usersLead')}>
        <ToolUsers tool={tool.name} />
      </Section>
      <Section title={t('toolsPage.try.title')} lead={t('toolsPage.try.lead')}>
        <TryOut tool={tool} />
      </Section>
    </DetailPane>
  );
}

function Facts({ tool, profiles }: ToolDetailProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const sourceOf = useSourceWords();
  const within = Object.entries(profiles)
    .filter(([, names]) => names.includes(tool.name))
    .map(([name]) => `@${name}`);
  const { timeoutSeconds } = tool;
  return (
    <KeyValues
      entries={[
        { key: t('toolsPage.from'), value: <Source tool={tool} words={sourceOf(tool.source)} /> },
        {
          key: t('toolsPage.touchesTitle'),
          value: tool.touches.map((touch) => t(`toolsPage.touches.${touch}`)).join(', '),
        },
        {
          key: t('toolsPage.repeat'),
          value: t(tool.isRepeatable ? 'toolsPage.repeatable' : 'toolsPage.notRepeatable'),
        },
        {
          key: t('toolsPage.timeout'),
          value:
            timeoutSeconds === undefined
              ? t('toolsPage.timeoutTurn')
              : t('toolsPage.seconds', { seconds: formats.number(timeoutSeconds) }),
        },
        {
          key: t('toolsPage.inProfiles'),
          value: within.length === 0 ? t('toolsPage.none') : within.join(', '),
        },
      ]}
    />
  );
}

/** Leads to the extension or the server it is of. */
function Source({ tool, words }: { readonly tool: ToolRow; readonly words: string }) {
  const { source } = tool;
  switch (source.kind) {
    case 'built-in':
      return words;
    case 'extension':
      return <a href={formatAddress('tools', ['extensions', source.name])}>{words}</a>;
    case 'mcp':
      return <a href={formatAddress('tools', ['servers', source.server])}>{words}</a>;
  }
}

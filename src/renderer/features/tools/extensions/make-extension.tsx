import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../../navigation/address.ts';
import { CodeText } from '../../../ui/code-text.tsx';
import { DetailPane } from '../../../ui/detail-pane.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Section } from '../../../ui/section.tsx';

const newCommand = `openclaw tools new greeter
openclaw tools run greeter --json '{ "name": "Ada" }'`;

const manifest = `{
  name: 'weather', // as the folder
  version: '1.0.0',
  description: 'The weather of tomorrow.',
  main: 'index.ts',
  permissions: {
    hosts: ['api.weather.example'],
    secrets: ['WEATHER_KEY'],
  },
  tools: [
    {
      name: 'weather',
      description: 'Tells the weather of tomorrow in a city.',
      parameters: {
        type: 'object',
        properties: { city: { type: 'string' } },
        required: ['city'],
      },
    },
  ],
}`;

interface MakeExtensionProps {
  readonly folder: string;
  /** The address names an extension that is not there. */
  readonly missing: string | undefined;
}

/** How one makes a tool of one's own; shown where none is chosen. */
export function MakeExtension({ folder, missing }: MakeExtensionProps) {
  const { t } = useTranslation();
  return (
    <DetailPane
      title={t('toolsPage.ext.make')}
      lead={t('toolsPage.ext.makeLead')}
      backHref={formatAddress('tools', ['extensions'])}
      backLabel={t('toolsPage.tabs.extensions')}
    >
      {missing !== undefined && (
        <EmptyState
          title={t('toolsPage.ext.gone', { name: missing })}
          hint={t('toolsPage.goneHint')}
        />
      )}
      <Section title={t('toolsPage.ext.begin')} lead={t('toolsPage.ext.beginLead')}>
        <CodeText
          label={t('toolsPage.exampleOf', { what: t('toolsPage.ext.begin') })}
          text={newCommand}
        />
      </Section>
      <Section
        title={t('toolsPage.ext.manifest')}
        lead={t('toolsPage.ext.manifestLead', { folder })}
      >
        <CodeText
          label={t('toolsPage.exampleOf', { what: t('toolsPage.ext.manifest') })}
          text={manifest}
        />
      </Section>
    </DetailPane>
  );
}

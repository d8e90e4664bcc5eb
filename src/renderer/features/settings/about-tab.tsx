import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { version } from '../../../../package.json';
import { formatAddress } from '../../navigation/address.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

/** What runs here. */
export function AboutTab() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { gateway, clock } = useApp();
  const status = useStore(gateway, (state) => state.status);
  if (!status) return <Skeleton label={t('common.loading')} />;
  return (
    <Section title={t('settings.tab.about')} lead={t('settings.aboutLead')}>
      <KeyValues
        entries={[
          { key: t('settings.about.gateway'), value: `${status.name}, ${status.version}` },
          { key: t('settings.about.page'), value: version },
          { key: t('settings.about.node'), value: status.nodeVersion },
          {
            key: t('settings.about.running'),
            value: formats.ago(clock.now() - status.uptimeMs, clock.now()),
          },
          { key: t('settings.about.database'), value: formats.size(status.databaseBytes) },
          { key: t('settings.about.messages'), value: formats.number(status.messages) },
        ]}
      />
      <p>
        <a href={formatAddress('doctor')}>{t('settings.about.doctor')}</a>
      </p>
    </Section>
  );
}

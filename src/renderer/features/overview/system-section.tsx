import { useTranslation } from 'react-i18next';
import { useFigures } from '../../i18n/use-figures.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import type { OverviewData } from '../../state/overview.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';

/** The gateway itself: how long it runs, what it takes. */
export function SystemSection({ overview }: { readonly overview: OverviewData }) {
  const { t } = useTranslation();
  const { clock } = useApp();
  const formats = useFormats();
  const { uptime } = useFigures();
  const { next } = overview.schedules;
  return (
    <Section
      title={t('overview.system')}
      actions={
        <LinkButton look="quiet" size="small" href={formatAddress('doctor')}>
          {t('overview.doctor')}
        </LinkButton>
      }
    >
      <KeyValues
        entries={[
          { key: t('overview.uptime'), value: uptime(overview.uptimeMs) },
          { key: t('overview.database'), value: formats.size(overview.databaseBytes) },
          { key: t('overview.memory'), value: formats.size(overview.memoryBytes) },
          { key: t('overview.version'), value: overview.version },
          ...(next === undefined
            ? []
            : [
                {
                  key: t('overview.nextSchedule'),
                  value: `${next.name}, ${formats.until(next.at, clock.now())}`,
                },
              ]),
        ]}
      />
    </Section>
  );
}

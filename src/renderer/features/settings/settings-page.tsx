import { useTranslation } from 'react-i18next';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { NoSuchPart } from '../not-found/no-such-part.tsx';
import { AboutTab } from './about-tab.tsx';
import { AccessTab } from './access-tab.tsx';
import { AppearanceTab } from './appearance-tab.tsx';
import { GatewayTab } from './gateway-tab.tsx';
import { ModelsTab } from './models/models-tab.tsx';
import { SecretsTab } from './secrets-tab.tsx';

const tabs = ['appearance', 'models', 'gateway', 'secrets', 'access', 'about'] as const;
type TabId = (typeof tabs)[number];

/** What is set once: this browser, models, the gateway, secrets, who gets in. */
export function SettingsPage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const [part = 'appearance'] = address.parts;
  const current = tabs.find((id) => id === part);
  return (
    <PageFrame
      title={t('nav.settings')}
      isFull={current === 'models' || !current}
      toolbar={
        <Tabs
          label={t('settings.parts')}
          current={current ?? ''}
          tabs={tabs.map((id) => ({
            id,
            label: t(`settings.tab.${id}`),
            href: formatAddress('settings', [id]),
          }))}
        />
      }
    >
      {current ? (
        <TabBody id={current} address={address} />
      ) : (
        <NoSuchPart part={part} href={formatAddress('settings')} page={t('nav.settings')} />
      )}
    </PageFrame>
  );
}

function TabBody({ id, address }: { readonly id: TabId; readonly address: Address }) {
  switch (id) {
    case 'appearance':
      return <AppearanceTab />;
    case 'models':
      return <ModelsTab provider={address.parts[1]} />;
    case 'gateway':
      return <GatewayTab />;
    case 'secrets':
      return <SecretsTab />;
    case 'access':
      return <AccessTab />;
    case 'about':
      return <AboutTab />;
  }
}

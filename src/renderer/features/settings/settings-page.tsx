import { useTranslation } from 'react-i18next';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Tabs } from '../../ui/tabs.tsx';
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
  const current = tabs.find((id) => id === address.parts[0]) ?? 'appearance';
  return (
    <PageFrame
      title={t('nav.settings')}
      isFull={current === 'models'}
      toolbar={
        <Tabs
          label={t('settings.parts')}
          current={current}
          tabs={tabs.map((id) => ({
            id,
            label: t(`settings.tab.${id}`),
            href: formatAddress('settings', [id]),
          }))}
        />
      }
    >
      <TabBody id={current} address={address} />
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

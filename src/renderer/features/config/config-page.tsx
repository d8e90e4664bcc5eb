import { useTranslation } from 'react-i18next';
import type { Address } from '../../navigation/address.ts';
import { PageFrame } from '../../ui/page-frame.tsx';

/** In the making. */
export function ConfigPage(_: { readonly address: Address }) {
  const { t } = useTranslation();
  return <PageFrame title={t('nav.config')} />;
}

import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../../navigation/address.ts';
import styles from './tool-names.module.css';

/** Names of tools, each leading to its place. */
export function ToolNames({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  if (names.length === 0) return <span className={styles['none']}>{t('toolsPage.none')}</span>;
  return (
    <ul className={styles['names']}>
      {names.map((name) => (
        <li key={name}>
          <a className={styles['name']} href={formatAddress('tools', ['all', name])}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

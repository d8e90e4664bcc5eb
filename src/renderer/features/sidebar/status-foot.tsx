import { Keyboard, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { languages, themeChoices } from '../../state/preferences.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { ConnectionLine } from './connection-line.tsx';
import styles from './status-foot.module.css';

/** The foot of the sidebar: how the connection stands, and the settings of this browser. */
export function StatusFoot({ onShowShortcuts }: { readonly onShowShortcuts: () => void }) {
  const { t } = useTranslation();
  const { preferences } = useApp();
  const { theme, language } = useStore(preferences.store);
  return (
    <footer className={styles['foot']}>
      <ConnectionLine />
      <Menu
        side="top"
        trigger={
          <IconButton
            label={t('status.settings')}
            icon={<SlidersHorizontal size={15} aria-hidden />}
          />
        }
      >
        <MenuChoice
          label={t('status.theme')}
          value={theme}
          options={themeChoices.map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChoose={preferences.setTheme}
        />
        <MenuLine />
        <MenuChoice
          label={t('status.language')}
          value={language}
          options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
          onChoose={preferences.setLanguage}
        />
        <MenuLine />
        <MenuItem icon={<Keyboard size={15} aria-hidden />} onSelect={onShowShortcuts}>
          {t('status.shortcuts')}
        </MenuItem>
      </Menu>
    </footer>
  );
}

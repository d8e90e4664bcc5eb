import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { languages, themeChoices } from '../../state/preferences.ts';
import { FormGrid } from '../../ui/form-grid.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';

/** How this browser shows things; kept in it and nowhere else. */
export function AppearanceTab() {
  const { t } = useTranslation();
  const { preferences } = useApp();
  const { theme, language, wrapsCode } = useStore(preferences.store);
  return (
    <Section title={t('settings.tab.appearance')} lead={t('settings.appearanceLead')}>
      <FormGrid>
        <Select
          label={t('status.theme')}
          value={theme}
          options={themeChoices.map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChoose={preferences.setTheme}
        />
        <Select
          label={t('status.language')}
          value={language}
          options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
          onChoose={preferences.setLanguage}
        />
      </FormGrid>
      <Switch label={t('markdown.wrap')} isOn={wrapsCode} onSwitch={preferences.toggleWrap} />
    </Section>
  );
}

import { useTranslation } from 'react-i18next';
import { personRoles } from '../../../shared/model/people.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/section.tsx';

/** What each role may do. */
export function RoleGuide() {
  const { t } = useTranslation();
  return (
    <Section title={t('peoplePage.roles')}>
      <KeyValues
        entries={personRoles.map((role) => ({
          key: t(`peoplePage.role.${role}`),
          value: t(`peoplePage.roleMay.${role}`),
        }))}
      />
    </Section>
  );
}

import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';
import styles from './agents.module.css';
import type { AgentRow } from './read-agents.ts';

interface AgentBadgesProps {
  readonly agent: AgentRow;
  readonly isUnsaved?: boolean;
}

/** What is special about an agent, in a word each. */
export function AgentBadges({ agent, isUnsaved = false }: AgentBadgesProps) {
  const { t } = useTranslation();
  return (
    <span className={styles['badges']}>
      {agent.isBroken && <Badge tone="bad">{t('agentsPage.isBroken')}</Badge>}
      {agent.hasProblem && !agent.isBroken && (
        <Badge tone="warn">{t('agentsPage.hasProblem')}</Badge>
      )}
      {agent.isDefault && <Badge>{t('agentsPage.isDefault')}</Badge>}
      {!agent.isEnabled && <Badge tone="warn">{t('agentsPage.isOff')}</Badge>}
      {isUnsaved && <Badge tone="live">{t('agentsPage.isUnsaved')}</Badge>}
    </span>
  );
}

import { useTranslation } from 'react-i18next';
import type { PlanEffect } from '../../../shared/protocol/config.ts';
import { EffectGroups } from './effect-groups.tsx';

interface PlanListProps {
  readonly effects: readonly PlanEffect[];
}

/** What a change would do, in words. */
export function PlanList({ effects }: PlanListProps) {
  const { t } = useTranslation();
  return (
    <EffectGroups
      effects={effects}
      tense="planned"
      renderLine={({ code, subject }) => t(`editing.plan.${code}`, { subject })}
    />
  );
}

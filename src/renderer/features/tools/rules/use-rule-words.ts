import { useTranslation } from 'react-i18next';
import { useAgentNames } from '../../naming/use-agent-names.ts';

/** What a rule holds for, wherever it stands. */
export interface RuleShape {
  readonly tool: string;
  readonly action: 'allow' | 'ask' | 'deny';
  readonly agent?: string | undefined;
  readonly channel?: string | undefined;
  readonly isForOwner?: boolean | undefined;
}

/** A rule in a sentence, without what it says about arguments. */
export function useRuleWords(): (rule: RuleShape) => string {
  const { t } = useTranslation();
  const { nameOf } = useAgentNames();
  return ({ tool, action, agent, channel, isForOwner }) => {
    const scopes = [
      agent === undefined ? undefined : t('toolsPage.rules.byAgent', { agent: nameOf(agent) }),
      channel === undefined ? undefined : t('toolsPage.rules.onChannel', { channel }),
      isForOwner === true ? t('toolsPage.rules.forOwner') : undefined,
    ].filter((scope) => scope !== undefined);
    const which = t(isPattern(tool) ? 'toolsPage.rules.toolsLike' : 'toolsPage.rules.tool', {
      tool,
    });
    const whole = [which, ...scopes].join(' ');
    return t(`toolsPage.rules.sentence.${action}`, { which: whole });
  };
}

function isPattern(tool: string): boolean {
  return tool.includes('*');
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteDecision } from '../../../shared/protocol/route.ts';
import { useApp } from '../../state/app-context.ts';
import { toMatch, type FormFault, type RuleForm } from './rule-form.ts';
import { RuleTrouble } from './rule-row.tsx';
import { inOrder, readRules, tierOfRule, withRule } from './rules.ts';
import styles from './routing.module.css';
import { useAgentNames } from '../naming/use-agent-names.ts';
import { useMatchWords } from './use-rule-words.ts';
import type { RulesDraft } from './use-rules-draft.ts';

interface RuleMeaningProps {
  readonly form: RuleForm;
  readonly rules: RulesDraft;
  /** Of the rule that is changed. */
  readonly position: number | undefined;
  readonly fault: FormFault | undefined;
}

/** What the rule would do, in words, before anything is saved. */
export function RuleMeaning({ form, rules, position, fault }: RuleMeaningProps) {
  const { t } = useTranslation();
  const words = useMatchWords();
  const { nameOf } = useAgentNames();
  const list = withRule(rules.list, { match: toMatch(form), agent: form.agent }, position);
  const all = readRules(list);
  const mine = all.find((rule) => rule.position === (position ?? list.length - 1));
  const until = useAnswerUntilNow(form, fault === undefined);
  if (fault !== undefined || !mine)
    return <p className={styles['meaning']}>{t(`routing.fault.${fault ?? 'id'}`)}</p>;
  const place = inOrder(all).findIndex((rule) => rule.position === mine.position) + 1;
  return (
    <div className={styles['meaning']} role="status">
      <p className={styles['meant']}>
        {t('routing.sentence', { what: words(mine.match), agent: nameOf(mine.agent) })}
      </p>
      <p>
        {t(`routing.tier.${tierOfRule(mine)}`)} {t('routing.place', { place, count: all.length })}
      </p>
      {until && (
        <p>
          {t('routing.untilNow', {
            agent: until.agentId === null ? t('routing.nobody') : nameOf(until.agentId),
            because: t(`routing.because.${until.decidedBy}`),
          })}
        </p>
      )}
      <RuleTrouble rule={mine} rules={{ ...rules, rules: all }} />
    </div>
  );
}

/** Who answers a certain chat now, asked of the router itself; nothing for rules about many chats. */
function useAnswerUntilNow(form: RuleForm, isWhole: boolean): RouteDecision | undefined {
  const { client } = useApp();
  const [answer, setAnswer] = useState<{ of: string; decision: RouteDecision }>();
  const { channel, who, id } = form;
  const isOne = isWhole && channel !== '' && (who === 'direct' || who === 'group');
  const peer = isOne ? `${who}:${id.trim()}` : undefined;
  const question = peer === undefined ? undefined : JSON.stringify([channel, peer]);
  useEffect(() => {
    if (question === undefined || peer === undefined) return;
    client
      .request('route.explain', { channel, peer })
      .then(({ decision }) => setAnswer({ of: question, decision }))
      .catch(() => undefined);
  }, [client, channel, peer, question]);
  return answer?.of === question ? answer?.decision : undefined;
}

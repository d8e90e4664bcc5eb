import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useAgentNames } from '../naming/use-agent-names.ts';
import { hidingRule, neighbourOf, tierOfRule, type Rule } from './rules.ts';
import styles from './routing.module.css';
import { useMatchWords } from './use-rule-words.ts';
import type { RulesDraft } from './use-rules-draft.ts';

interface RuleRowProps {
  readonly rule: Rule;
  readonly rules: RulesDraft;
  readonly onEdit: () => void;
  /** Without a pointer the focus is all one has: it goes along with the rule. */
  readonly onMove: (by: 1 | -1, hasPointer: boolean) => void;
  readonly onRemove: (hasPointer: boolean) => void;
}

/** One rule as a sentence, why it counts where it does, and what can be done with it. */
export function RuleRow({ rule, rules, onEdit, onMove, onRemove }: RuleRowProps) {
  const { t } = useTranslation();
  const words = useMatchWords();
  const { nameOf } = useAgentNames();
  const what = words(rule.match);
  const change = rules.pending.changes.get(rule.position);
  return (
    <li className={styles['rule']} data-row={rule.position}>
      <div className={styles['text']}>
        <span>
          {t('routing.sentence', { what, agent: nameOf(rule.agent) })}
          {change && (
            <>
              {' '}
              <Badge tone="live">{t(`routing.change.${change}`)}</Badge>
            </>
          )}
        </span>
        <span className={styles['why']}>
          {t('routing.number', {
            number: rule.position + 1,
            kind: t(`routing.kind.${tierOfRule(rule)}`),
          })}
        </span>
        <RuleTrouble rule={rule} rules={rules} />
      </div>
      <span className={styles['buttons']}>
        <IconButton
          size="small"
          label={t('routing.up', { what })}
          icon={<ArrowUp size={13} aria-hidden />}
          data-move={-1}
          disabled={neighbourOf(rules.rules, rule, -1) === undefined}
          onClick={({ detail }) => onMove(-1, detail > 0)}
        />
        <IconButton
          size="small"
          label={t('routing.down', { what })}
          icon={<ArrowDown size={13} aria-hidden />}
          data-move={1}
          disabled={neighbourOf(rules.rules, rule, 1) === undefined}
          onClick={({ detail }) => onMove(1, detail > 0)}
        />
        <IconButton
          size="small"
          label={t('routing.edit', { what })}
          icon={<Pencil size={13} aria-hidden />}
          onClick={onEdit}
        />
        <IconButton
          size="small"
          label={t('routing.remove', { what })}
          icon={<Trash2 size={13} aria-hidden />}
          data-remove
          onClick={({ detail }) => onRemove(detail > 0)}
        />
      </span>
    </li>
  );
}

/** Why a rule does nothing. */
export function RuleTrouble({ rule, rules }: Pick<RuleRowProps, 'rule' | 'rules'>) {
  const { t } = useTranslation();
  const { nameOf } = useAgentNames();
  if (!rules.canAnswer(rule.agent))
    return (
      <span className={styles['trouble']}>
        {t('routing.agentOff', { agent: nameOf(rule.agent) })}
      </span>
    );
  const hiding = hidingRule(rules.rules, rule, rules.canAnswer);
  if (!hiding) return null;
  return (
    <span className={styles['trouble']}>
      {t('routing.hidden', { number: hiding.position + 1, agent: nameOf(hiding.agent) })}
    </span>
  );
}

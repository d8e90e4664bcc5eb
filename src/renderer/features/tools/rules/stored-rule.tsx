import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ApprovalRuleRow } from '../../../../shared/protocol/approvals.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import { createApprovalRules } from '../../../state/approval-rules.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Badge } from '../../../ui/badge.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useFailureToast } from '../../actions/use-task.ts';
import { useUndoToast } from '../../actions/use-undo-toast.ts';
import { RulePatterns } from './rule-patterns.tsx';
import styles from './rules-tab.module.css';
import { useRuleWords } from './use-rule-words.ts';

/** One rule in words, where it comes from and how often it was used; it can be removed. */
export function StoredRule({ rule }: { readonly rule: ApprovalRuleRow }) {
  const { t } = useTranslation();
  const rules = useTopic(createApprovalRules);
  const say = useRuleWords();
  const fail = useFailureToast();
  const offerUndo = useUndoToast();
  const { id, agentId, ...rest } = rule;
  const words = say({ ...rest, agent: agentId });
  const remove = (): void => {
    offerUndo(t('toolsPage.rules.removed'), rules.remove(id, fail));
  };
  return (
    <li className={styles['rule']}>
      <Badge tone={rule.action === 'allow' ? 'ok' : 'bad'}>
        {t(`toolsPage.rules.action.${rule.action}`)}
      </Badge>
      <div className={styles['words']}>
        <p>{words}</p>
        <RulePatterns when={rule.when} exact={rule.exact} />
        <p className={styles['facts']}>
          <Origin rule={rule} /> · <Use rule={rule} />
        </p>
      </div>
      <IconButton
        size="small"
        label={t('toolsPage.rules.remove', { rule: words })}
        icon={<Trash2 size={14} aria-hidden />}
        onClick={remove}
      />
    </li>
  );
}

function Origin({ rule }: { readonly rule: ApprovalRuleRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const when = formats.dateTime(rule.createdAt);
  const who = rule.createdBy ?? t('toolsPage.owner');
  const isOfAnswer = rule.approvalId !== undefined;
  return t(isOfAnswer ? 'toolsPage.rules.fromAnswer' : 'toolsPage.rules.byHand', { who, when });
}

function Use({ rule }: { readonly rule: ApprovalRuleRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { clock } = useApp();
  const { useCount: count, lastUsedAt } = rule;
  if (lastUsedAt === undefined) return t('toolsPage.rules.unused');
  return t('toolsPage.rules.used', { count, when: formats.ago(lastUsedAt, clock.now()) });
}

import { Plus, Undo2 } from 'lucide-react';
import { useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { bindingTiers } from '../../../shared/config/binding-tier.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Section } from '../../ui/section.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import { LockedFields } from '../editing/locked-fields.tsx';
import { useAgentNames } from '../naming/use-agent-names.ts';
import { SaveBar } from '../editing/save-bar.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RuleRow } from './rule-row.tsx';
import { inOrder, neighbourOf, placeNow, swapped, withRule, type Rule } from './rules.ts';
import type { RemovedRule } from './rule-changes.ts';
import styles from './routing.module.css';
import { useMatchWords } from './use-rule-words.ts';
import { useRulesDraft, type RulesDraft } from './use-rules-draft.ts';

interface RoutingEditorProps {
  /** What is looked at: its rules are shown first, and a new rule begins with it. */
  readonly scope: { readonly agent: string } | { readonly channel: string };
}

/** A rule in its dialog, with the list as it was when that was opened. */
interface EditedRule {
  readonly rule: Rule;
  readonly list: readonly unknown[];
}

/** The rules that give messages to agents: shown in the order in which they count, and edited. */
export function RoutingEditor({ scope }: RoutingEditorProps) {
  const { t } = useTranslation();
  const rules = useRulesDraft();
  const [edited, setEdited] = useState<EditedRule | 'new'>();
  const [said, setSaid] = useState('');
  const isMine = ({ match, agent }: Rule): boolean =>
    'agent' in scope
      ? agent === scope.agent
      : match.channel === undefined || match.channel === scope.channel;
  const ordered = inOrder(rules.rules);
  const mine = ordered.filter(isMine);
  const others = ordered.filter((rule) => !isMine(rule));
  const edit = (rule: Rule): void => setEdited({ rule, list: rules.list });
  const addButton = useRef<HTMLButtonElement>(null);
  const rows = { rules, onEdit: edit, onSaid: setSaid, whenEmpty: addButton };
  const place =
    edited === undefined || edited === 'new'
      ? undefined
      : placeNow(edited.list, edited.rule.position, rules.list);
  return (
    <Section
      title={t('routing.title')}
      lead={t('routing.lead')}
      actions={
        <LockedFields draft={rules.draft}>
          <Button
            ref={addButton}
            size="small"
            icon={<Plus size={13} aria-hidden />}
            onClick={() => setEdited('new')}
          >
            {t('routing.add')}
          </Button>
        </LockedFields>
      }
    >
      <LockedFields draft={rules.draft}>
        {mine.length === 0 ? (
          <p className={styles['quiet']}>
            {'agent' in scope ? t('routing.noneForAgent') : t('routing.noneForChannel')}
          </p>
        ) : (
          <RuleList label={t('routing.list')} shown={mine} {...rows} />
        )}
        <RemovedRules rules={rules} />
        {others.length > 0 && (
          <Disclosure summary={t('routing.others', { count: others.length })}>
            <RuleList label={t('routing.otherList')} shown={others} {...rows} />
          </Disclosure>
        )}
      </LockedFields>
      <Disclosure summary={t('routing.how')}>
        <ol className={styles['how']}>
          {bindingTiers.map((tier) => (
            <li key={tier}>{t(`routing.tier.${tier}`)}</li>
          ))}
          <li>{t('routing.howElse')}</li>
        </ol>
      </Disclosure>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <SaveBar draft={rules.draft} title={t('routing.title')} />
      {edited && (
        <RuleDialog
          rules={rules}
          rule={edited === 'new' ? undefined : edited.rule}
          position={place}
          first={{
            match: 'channel' in scope ? { channel: scope.channel } : {},
            agent: 'agent' in scope ? scope.agent : '',
          }}
          onDone={(rule) => rules.write(withRule(rules.list, rule, place))}
          onClose={() => setEdited(undefined)}
        />
      )}
    </Section>
  );
}

interface RuleListProps {
  readonly label: string;
  readonly shown: readonly Rule[];
  readonly rules: RulesDraft;
  readonly onEdit: (rule: Rule) => void;
  readonly onSaid: (words: string) => void;
  /** Has the focus once the list is empty. */
  readonly whenEmpty: RefObject<HTMLElement | null>;
}

function RuleList({ label, shown, rules, onEdit, onSaid, whenEmpty }: RuleListProps) {
  const { t } = useTranslation();
  const words = useMatchWords();
  const { list, followMoved, followRemoved } = useRowFocus();
  const move = (rule: Rule, by: 1 | -1, hasPointer: boolean): void => {
    const other = neighbourOf(rules.rules, rule, by);
    if (!other) return;
    rules.write(swapped(rules.list, rule.position, other.position));
    if (!hasPointer) followMoved(other.position, by);
    const what = words(rule.match);
    onSaid(by < 0 ? t('routing.movedUp', { what }) : t('routing.movedDown', { what }));
  };
  const remove = (rule: Rule, index: number, hasPointer: boolean): void => {
    rules.write(rules.list.filter((_, at) => at !== rule.position));
    onSaid(t('routing.removed', { what: words(rule.match) }));
    if (hasPointer) return;
    if (shown.length > 1) followRemoved(index);
    else whenEmpty.current?.focus();
  };
  return (
    <ol ref={list} className={styles['rules']} aria-label={label}>
      {shown.map((rule, index) => (
        <RuleRow
          key={rule.position}
          rule={rule}
          rules={rules}
          onEdit={() => onEdit(rule)}
          onMove={(by, hasPointer) => move(rule, by, hasPointer)}
          onRemove={(hasPointer) => remove(rule, index, hasPointer)}
        />
      ))}
    </ol>
  );
}

/** What is taken out and not saved yet, with the way back. */
function RemovedRules({ rules }: { readonly rules: RulesDraft }) {
  const { t } = useTranslation();
  const words = useMatchWords();
  const { nameOf } = useAgentNames();
  const { removed } = rules.pending;
  if (removed.length === 0) return null;
  const putBack = ({ rule, entry }: RemovedRule): void => {
    const { list } = rules;
    rules.write([...list.slice(0, rule.position), entry, ...list.slice(rule.position)]);
  };
  return (
    <ul className={styles['rules']} aria-label={t('routing.removedList')}>
      {removed.map((each) => (
        <li key={each.rule.position} className={styles['rule']}>
          <span className={styles['gone']}>
            {t('routing.sentence', {
              what: words(each.rule.match),
              agent: nameOf(each.rule.agent),
            })}
          </span>
          <Button
            size="small"
            look="quiet"
            icon={<Undo2 size={13} aria-hidden />}
            onClick={() => putBack(each)}
          >
            {t('routing.putBack')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Field } from '../../ui/field.tsx';
import { FormButtons, FormGrid } from '../../ui/form-grid.tsx';
import { Select } from '../../ui/select.tsx';
import { UnreadableNotice } from '../editing/unreadable-notice.tsx';
import { useDraftState } from '../editing/use-draft.ts';
import { createKnownChats } from './known-chats.ts';
import { findFault, toForm, toMatch, whoKinds, type RuleForm, type WhoKind } from './rule-form.ts';
import { RuleMeaning } from './rule-meaning.tsx';
import styles from './routing.module.css';
import type { Rule } from './rules.ts';
import { useAgentNames } from '../naming/use-agent-names.ts';
import type { RulesDraft } from './use-rules-draft.ts';

interface RuleDialogProps {
  readonly rules: RulesDraft;
  /** The one that is changed; a new one when absent. */
  readonly rule: Rule | undefined;
  /** Where it stands now; absent when somebody else took it away meanwhile: it becomes a new one. */
  readonly position: number | undefined;
  /** What a new one begins with. */
  readonly first: Pick<Rule, 'match' | 'agent'>;
  readonly onDone: (rule: Pick<Rule, 'match' | 'agent'>) => void;
  readonly onClose: () => void;
}

/** One rule: whose messages, where, to whom; and what that means, while it is typed. */
export function RuleDialog(props: RuleDialogProps) {
  const { rules, rule, position, first, onDone, onClose } = props;
  const { t } = useTranslation();
  const [form, setForm] = useState(() => {
    const { match, agent } = rule ?? first;
    return toForm(match, agent);
  });
  const change = (part: Partial<RuleForm>): void => setForm((before) => ({ ...before, ...part }));
  const fault = findFault(form);
  const isLocked = useDraftState(rules.draft, ({ unreadable }) => unreadable !== undefined);
  const finish = (): void => {
    if (fault || isLocked) return;
    onDone({ match: toMatch(form), agent: form.agent });
    onClose();
  };
  return (
    <Dialog
      title={rule ? t('routing.editTitle') : t('routing.addTitle')}
      closeLabel={t('common.close')}
      onClose={onClose}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          finish();
        }}
      >
        <UnreadableNotice path={rules.draft.path} />
        <FormGrid>
          <WhoFields form={form} onChange={change} />
          <AgentSelect form={form} onChange={change} />
        </FormGrid>
        <MoreFields form={form} onChange={change} />
        <RuleMeaning form={form} rules={rules} position={position} fault={fault} />
        <FormButtons>
          <Button type="submit" look="primary" disabled={fault !== undefined || isLocked}>
            {rule ? t('routing.take') : t('routing.addDone')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('editing.cancel')}
          </Button>
        </FormButtons>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  readonly form: RuleForm;
  readonly onChange: (part: Partial<RuleForm>) => void;
}

function WhoFields({ form, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const listId = useId();
  const { channels } = useApp();
  const configured = useStore(channels, (state) => state.channels);
  const names = configured.filter(({ type }) => type !== 'web').map(({ id }) => id);
  const chats = useStore(useTopic(createKnownChats).store, (state) => state.value) ?? [];
  const { channel, who, id } = form;
  const known = chats.filter(
    (chat) => chat.kind === who && (channel === '' || chat.channel === channel),
  );
  const isUnknown = channel !== '' && !names.includes(channel);
  const asksId = who === 'direct' || who === 'group' || who === 'channel' || who === 'pattern';
  return (
    <>
      <Select<WhoKind>
        label={t('routing.who')}
        value={who}
        data-autofocus
        options={whoKinds.map((value) => ({ value, label: t(`routing.whoKind.${value}`) }))}
        onChoose={(next) => onChange({ who: next, id: next === 'pattern' ? 'group:*' : '' })}
      />
      {asksId && (
        <>
          <Field
            label={who === 'pattern' ? t('routing.pattern') : t('routing.id')}
            help={who === 'pattern' ? t('routing.patternHelp') : nameOfChat(known, id)}
            isMono
            autoComplete="off"
            spellCheck={false}
            list={listId}
            value={id}
            onChange={({ target }) => onChange({ id: target.value })}
          />
          <datalist id={listId}>
            {known.map((chat) => (
              <option key={`${chat.channel} ${chat.id}`} value={chat.id}>
                {channel === '' ? `${chat.name}, ${chat.channel}` : chat.name}
              </option>
            ))}
          </datalist>
        </>
      )}
      <Select
        label={t('routing.channel')}
        value={channel}
        options={[
          { value: '', label: t('routing.everyChannel') },
          ...[...names, ...(isUnknown ? [channel] : [])].map((value) => ({ value, label: value })),
        ]}
        onChoose={(next) => onChange({ channel: next })}
      />
    </>
  );
}

function nameOfChat(
  known: readonly { readonly id: string; readonly name: string }[],
  id: string,
): string | undefined {
  const name = known.find((chat) => chat.id === id.trim())?.name;
  return name === id.trim() ? undefined : name;
}

function AgentSelect({ form, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const { options, nameOf } = useAgentNames();
  const { agent } = form;
  const isUnknown = agent !== '' && !options.some(({ value }) => value === agent);
  return (
    <Select
      label={t('routing.agent')}
      value={agent}
      options={[
        ...(agent === '' ? [{ value: '', label: t('routing.chooseAgent') }] : []),
        ...(isUnknown ? [{ value: agent, label: nameOf(agent) }] : []),
        ...options,
      ]}
      onChoose={(next) => onChange({ agent: next })}
    />
  );
}

const moreKeys = ['parent', 'group', 'role', 'team'] as const;

/** What few rules need; open when one of them is set. */
function MoreFields({ form, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const [isOpenAtFirst] = useState(() => moreKeys.some((key) => form.more[key] !== ''));
  return (
    <Disclosure summary={t('routing.more')} isOpenAtFirst={isOpenAtFirst}>
      <FormGrid>
        {moreKeys.map((key) => (
          <Field
            key={key}
            label={t(`routing.moreField.${key}`)}
            help={t(`routing.moreHelp.${key}`)}
            isMono
            autoComplete="off"
            spellCheck={false}
            value={form.more[key]}
            onChange={({ target }) => onChange({ more: { ...form.more, [key]: target.value } })}
          />
        ))}
      </FormGrid>
    </Disclosure>
  );
}

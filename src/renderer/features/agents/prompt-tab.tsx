import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormats } from '../../i18n/use-words.ts';
import { Meter } from '../../ui/meter.tsx';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { SchemaForm, type FieldOverrides } from '../editing/schema-form.tsx';
import { useEntrySchema } from '../editing/use-entry-schema.ts';
import type { FieldEditing } from '../editing/use-field.tsx';
import { placeAddress } from './agent-places.ts';
import styles from './agents.module.css';
import { countTokens } from './count-tokens.ts';
import { textOf } from './read-agents.ts';
import type { TabProps } from './tab-props.ts';

const overrides: FieldOverrides = { systemPrompt: PromptField };
const fields = ['systemPrompt'];

/** What the agent is told, with what that takes of its window. */
export function PromptTab({ agent, draft, preview }: TabProps) {
  const { t } = useTranslation();
  const node = useEntrySchema(['agents', agent.id]);
  if (!node) return <Skeleton label={t('agentsPage.loading')} lines={6} />;
  return (
    <Section
      title={t('agentsPage.tab.prompt')}
      actions={
        <a
          className={styles['link']}
          href={placeAddress(agent.id, { tab: 'prompt', side: 'sent' })}
        >
          {t('agentsPage.prompt.seeSent')}
        </a>
      }
    >
      <SchemaForm {...{ draft, node, overrides }} only={fields} />
      <WindowShare preview={preview} />
    </Section>
  );
}

function PromptField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { label, help, error, aside, value, set, reset } = editing;
  const text = textOf(value) ?? '';
  const tokens = t('agentsPage.prompt.tokens', {
    count: countTokens(text),
    replace: { count: formats.number(countTokens(text)) },
  });
  return (
    <TextArea
      label={label}
      help={help}
      error={error}
      aside={
        <span className={styles['promptAside']}>
          <span className={styles['figure']}>{tokens}</span>
          {aside}
        </span>
      }
      rows={12}
      spellCheck
      placeholder={t('agentsPage.prompt.placeholder')}
      value={text}
      onChange={({ target }) => (target.value === '' ? reset() : set(target.value))}
    />
  );
}

/** How much of the window is taken before anybody writes. */
function WindowShare({ preview }: Pick<TabProps, 'preview'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const tokens = useStore(preview.store, ({ value }) => value?.tokens);
  if (!tokens) return null;
  const taken = tokens.system + tokens.tools;
  const left = Math.max(0, tokens.context - taken - tokens.answer);
  const words = t('agentsPage.prompt.share', {
    taken: formats.number(taken),
    system: formats.number(tokens.system),
    tools: formats.number(tokens.tools),
    left: formats.number(left),
    window: formats.number(tokens.context),
  });
  return (
    <div className={styles['share']}>
      <Meter
        label={t('agentsPage.prompt.window')}
        share={(taken + tokens.answer) / tokens.context}
        text=""
      />
      <p className={styles['fieldHelp']}>{words}</p>
    </div>
  );
}

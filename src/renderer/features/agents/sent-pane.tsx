import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import type { Preview } from '../../state/agents/agent-preview.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './agents.module.css';
import type { TabProps } from './tab-props.ts';

/** The prompt as the next turn sends it, in its parts, with what each of them takes. */
export function SentPane({ preview }: Pick<TabProps, 'preview'>) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const value = useStore(preview.store, (state) => state.value);
  const error = useStore(preview.store, (state) => state.error);
  if (!value && error) return <ErrorNotice title={t('agentsPage.sent.failed')} {...words(error)} />;
  if (!value) return <Skeleton label={t('agentsPage.sent.loading')} lines={8} />;
  return (
    <div className={styles['sent']}>
      <p className={styles['quiet']}>{t('agentsPage.sent.lead')}</p>
      {error && <p className={styles['fieldError']}>{t('agentsPage.sent.stale')}</p>}
      {value.error && <ErrorNotice tone="warn" {...words(value.error)} />}
      <Totals value={value} />
      {value.parts.map((part) => (
        <SentPart
          key={part.name}
          title={t(`agentsPage.sent.part.${part.name}`)}
          tokens={part.tokens}
          text={part.text}
        />
      ))}
      <SentTools value={value} />
    </div>
  );
}

function Totals({ value }: { readonly value: Preview }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { system, tools, answer, context } = value.tokens;
  const figure = (count: number): string =>
    t('agentsPage.sent.tokens', { count, replace: { count: formats.number(count) } });
  return (
    <KeyValues
      entries={[
        { key: t('agentsPage.sent.total'), value: figure(system + tools) },
        { key: t('agentsPage.sent.answer'), value: figure(answer) },
        {
          key: t('agentsPage.sent.left'),
          value: figure(Math.max(0, context - system - tools - answer)),
        },
      ]}
    />
  );
}

interface PartProps {
  readonly title: string;
  readonly tokens: number;
  readonly children: ReactNode;
}

/** One part of what is sent, with its size; open at first, since it is what one came for. */
function Part({ title, tokens, children }: PartProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const size = t('agentsPage.sent.tokens', {
    count: tokens,
    replace: { count: formats.number(tokens) },
  });
  return (
    <div className={styles['part']}>
      <Disclosure
        isOpenAtFirst
        summary={title}
        aside={<span className={styles['figure']}>{size}</span>}
      >
        {children}
      </Disclosure>
    </div>
  );
}

interface SentPartProps {
  readonly title: string;
  readonly tokens: number;
  readonly text: string;
}

function SentPart({ title, tokens, text }: SentPartProps) {
  return (
    <Part title={title} tokens={tokens}>
      <pre className={styles['partText']}>{text}</pre>
    </Part>
  );
}

function SentTools({ value }: { readonly value: Preview }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const tools = value.tools.filter(({ tokens }) => tokens > 0);
  return (
    <Part title={t('agentsPage.sent.tools')} tokens={value.tokens.tools}>
      <ul className={styles['sentTools']}>
        {tools.map((tool) => (
          <li key={tool.name} className={styles['sentTool']}>
            <span className={styles['mono']}>{tool.name}</span>
            <span className={styles['figure']}>{formats.number(tool.tokens)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteDecision } from '../../../shared/protocol/route.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Field } from '../../ui/field.tsx';
import { FormButtons, FormGrid } from '../../ui/form-grid.tsx';
import { Section } from '../../ui/section.tsx';
import { Select } from '../../ui/select.tsx';
import { useConfig } from '../editing/use-draft.ts';
import { useAgentNames } from '../naming/use-agent-names.ts';
import styles from './agents.module.css';
import { listChannels } from './find-ways.ts';

const kinds = ['direct', 'group', 'channel'] as const;
type Kind = (typeof kinds)[number];

/** Asks the router who would answer a message, and shows what it looked at. */
export function RouteQuestion() {
  const { t } = useTranslation();
  const words = useErrorWords();
  const { client } = useApp();
  const config = useConfig((state) => state.text?.config);
  const channels = listChannels(config).map(({ id }) => id);
  const [chosen, setChannel] = useState<string>();
  const [kind, setKind] = useState<Kind>('direct');
  const [peer, setPeer] = useState('');
  const [answer, setAnswer] = useState<RouteDecision>();
  const [error, setError] = useState<ClientError>();
  const channel = chosen ?? channels[0];
  if (channel === undefined) return null;
  const ask = async (): Promise<void> => {
    try {
      const params = { channel, peer: `${kind}:${peer.trim() === '' ? '1' : peer.trim()}` };
      const { decision } = await client.request('route.explain', params);
      setAnswer(decision);
      setError(undefined);
    } catch (thrown) {
      setError(toClientError(thrown));
    }
  };
  return (
    <Section title={t('agentsPage.routing.tryTitle')} lead={t('agentsPage.routing.tryLead')}>
      <form
        className={styles['question']}
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <FormGrid>
          <Select
            label={t('agentsPage.routing.tryChannel')}
            value={channel}
            options={channels.map((value) => ({ value, label: value }))}
            onChoose={setChannel}
          />
          <Select<Kind>
            label={t('agentsPage.routing.tryKind')}
            value={kind}
            options={kinds.map((value) => ({
              value,
              label: t(`agentsPage.routing.kind.${value}`),
            }))}
            onChoose={setKind}
          />
          <Field
            label={t('agentsPage.routing.tryPeer')}
            isMono
            value={peer}
            onChange={({ target }) => setPeer(target.value)}
          />
        </FormGrid>
        <FormButtons>
          <Button type="submit">{t('agentsPage.routing.tryAsk')}</Button>
        </FormButtons>
      </form>
      {error && <ErrorNotice {...words(error)} />}
      {answer && <RouteAnswer answer={answer} />}
    </Section>
  );
}

function RouteAnswer({ answer }: { readonly answer: RouteDecision }) {
  const { t } = useTranslation();
  const { nameOf } = useAgentNames();
  return (
    <div aria-live="polite" className={styles['answer']}>
      <p className={styles['fieldLabel']}>
        {answer.agentId === null
          ? t('agentsPage.routing.nobody')
          : t('agentsPage.routing.answer', { agent: nameOf(answer.agentId) })}
      </p>
      <p className={styles['quiet']}>{t('agentsPage.routing.considered')}</p>
      <ol className={styles['considered']}>
        {answer.considered
          .filter(({ outcome }) => outcome !== 'absent')
          .map((rule, index) => (
            <li key={index} data-decided={rule.outcome === 'decided' || undefined}>
              <span>{t(`agentsPage.routing.tier.${rule.tier}`)}</span>
              {rule.agentId !== null && <span>{nameOf(rule.agentId)}</span>}
              <span className={styles['quiet']}>
                {t(`agentsPage.routing.outcome.${rule.outcome}`)}
              </span>
            </li>
          ))}
      </ol>
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteDecision } from '../../../../shared/protocol/route.ts';
import { useApp } from '../../../state/app-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { Field } from '../../../ui/field.tsx';
import styles from '../channels.module.css';
import { useAgentNames } from '../../naming/use-agent-names.ts';
import { useFailureToast } from '../../actions/use-task.ts';

/** Asks the router itself: who would answer this chat, and why not the others. */
export function RouteProbe({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { client } = useApp();
  const showError = useFailureToast();
  const [chat, setChat] = useState('');
  const [decision, setDecision] = useState<RouteDecision>();
  const peer = readPeer(chat);
  const ask = (): void => {
    if (peer === undefined) return;
    client
      .request('route.explain', { channel: id, peer })
      .then((answer) => setDecision(answer.decision), showError);
  };
  return (
    <div className={styles['probe']}>
      <Disclosure summary={t('channelsPage.probe')}>
        <form
          className={styles['probeRow']}
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <Field
            label={t('channelsPage.probeChat')}
            placeholder={t('channelsPage.probeHelp')}
            isMono
            autoComplete="off"
            value={chat}
            onChange={({ target }) => setChat(target.value)}
          />
          <Button type="submit" disabled={peer === undefined}>
            {t('channelsPage.probeAsk')}
          </Button>
        </form>
        {decision && <Decision decision={decision} />}
      </Disclosure>
    </div>
  );
}

/** A bare id is a direct chat. */
function readPeer(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (/^(direct|group|channel):.+$/.test(trimmed)) return trimmed;
  return trimmed.startsWith('-') ? `group:${trimmed}` : `direct:${trimmed}`;
}

function Decision({ decision }: { readonly decision: RouteDecision }) {
  const { t } = useTranslation();
  const { nameOf } = useAgentNames();
  const name = (id: string | null): string => (id === null ? t('channelsPage.nobody') : nameOf(id));
  const others = decision.considered.filter(
    ({ outcome }) => outcome !== 'decided' && outcome !== 'absent',
  );
  return (
    <div className={styles['decision']} role="status">
      <p>
        {t('channelsPage.decision', {
          agent: name(decision.agentId),
          because: t(`channelsPage.tier.${decision.decidedBy}`),
        })}
      </p>
      {others.length > 0 && (
        <ul className={styles['sentences']}>
          {others.map((rule, index) => (
            <li key={index}>
              {t('channelsPage.notDecided', {
                agent: name(rule.agentId),
                tier: t(`channelsPage.tier.${rule.tier}`),
                reason: t(`channelsPage.outcome.${rule.outcome}`),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../../navigation/address.ts';
import { Section } from '../../../ui/section.tsx';
import { useConfig } from '../../editing/use-draft.ts';
import { describeAccess } from '../channel-words.ts';
import styles from '../channels.module.css';
import { describeRouting, type RoutingLine } from '../describe-routing.ts';
import { useMatchWords } from '../../routing/use-rule-words.ts';
import { useRulesDraft } from '../../routing/use-rules-draft.ts';
import { useAgentNames } from '../../naming/use-agent-names.ts';
import { RouteProbe } from './route-probe.tsx';

interface ChannelRoutingProps {
  readonly id: string;
  /** The entry with what is pending. */
  readonly entry: unknown;
}

/** Who may write here and who answers, in words, and why. */
export function ChannelRouting({ id, entry }: ChannelRoutingProps) {
  const { t } = useTranslation();
  const { defaultId } = useAgentNames();
  const { list } = useRulesDraft();
  const root = useConfig(({ text }) => text?.parsed ?? text?.config);
  const withDraft =
    typeof root === 'object' && root !== null
      ? { ...root, channels: { [id]: entry }, bindings: list }
      : { channels: { [id]: entry } };
  return (
    <Section title={t('channelsPage.inWords')}>
      <ul className={styles['sentences']}>
        {describeAccess(t, entry).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {describeRouting(withDraft, id, defaultId).map((line) => (
          <li key={line.index ?? line.kind}>
            <RoutingSentence line={line} />
          </li>
        ))}
      </ul>
      <RouteProbe id={id} />
    </Section>
  );
}

function RoutingSentence({ line }: { readonly line: RoutingLine }) {
  const { t } = useTranslation();
  const { nameOf } = useAgentNames();
  const words = useMatchWords();
  const agent =
    line.agent === undefined ? (
      t('channelsPage.nobody')
    ) : (
      <a className={styles['link']} href={formatAddress('agents', [line.agent])}>
        {nameOf(line.agent)}
      </a>
    );
  const lead =
    line.kind === 'binding'
      ? t('channelsPage.messagesFrom', { what: words(line.match) })
      : t('channelsPage.messagesRest');
  return (
    <>
      {lead} {agent}
      {', '}
      {line.kind === 'binding'
        ? t('channelsPage.becauseBinding', { number: (line.index ?? 0) + 1 })
        : line.kind === 'channel'
          ? t('channelsPage.becauseChannel')
          : t('channelsPage.becauseDefault')}
    </>
  );
}

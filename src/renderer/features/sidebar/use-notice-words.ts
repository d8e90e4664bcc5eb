import { useTranslation } from 'react-i18next';
import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { PairingRequest } from '../../../shared/protocol/people.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import type { Tone } from '../../ui/badge.tsx';

/** What needs somebody, in words; where it stands is another matter. */
export interface NoticeWords {
  readonly tone: Tone;
  readonly title: string;
  readonly detail: string;
}

/** A stranger at the door. */
export function usePairingWords({ name, channel, code }: PairingRequest): NoticeWords {
  const { t } = useTranslation();
  return {
    tone: 'live',
    title: t('notices.pairing', { name: name ?? t('notices.stranger') }),
    detail: t('notices.pairingVia', { channel, code }),
  };
}

/** A channel that does not run, and why. */
export function useChannelWords({ id, state, error }: ChannelStatus): NoticeWords {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const known =
    state === 'invalid' || state === 'conflict' || state === 'refused' ? state : undefined;
  return {
    tone: 'bad',
    title: t('notices.channelBroken', { channel: id }),
    detail: error ? describe(error).message : known ? t(`channelState.${known}`) : '',
  };
}

/** Problems of the configuration, told by the gravest; undefined where there are none. */
export function useConfigWords(
  problems: readonly ConfigProblem[],
): (NoticeWords & { readonly first: ConfigProblem }) | undefined {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  return (
    first && {
      first,
      tone: first.severity === 'error' ? 'bad' : 'warn',
      title: t('notices.config', { count: problems.length }),
      detail: describe(first).message,
    }
  );
}

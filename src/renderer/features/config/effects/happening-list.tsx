import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords, useFormats } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import {
  createHappenings,
  type ChannelProgress,
  type Happening,
} from '../../../state/config-editor/happenings.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { EffectGroups } from '../../editing/effect-groups.tsx';
import { useAuthorWords } from '../author-words.ts';
import styles from './effects.module.css';

/** What is below stays in sight; all of them are under "Versions". */
const shownHappenings = 3;

/** What changes of the configuration really did, as it happens. */
export function HappeningList() {
  const { t } = useTranslation();
  const { happenings } = useStore(useTopic(createHappenings));
  if (happenings.length === 0)
    return <p className={styles['quiet']}>{t('config.happened.none')}</p>;
  return (
    <ol className={styles['happenings']} aria-live="polite">
      {happenings.slice(0, shownHappenings).map((happening) => (
        <li key={happening.id}>
          <HappeningWords happening={happening} />
        </li>
      ))}
    </ol>
  );
}

function HappeningWords({ happening }: { readonly happening: Happening }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { clock } = useApp();
  const author = useAuthorWords();
  const { version, at, effects, channels } = happening;
  const isRefused = happening.problems.some(({ severity }) => severity === 'error');
  return (
    <>
      <p className={styles['quiet']}>
        {t('config.happened.version', { version, author: author(happening.author) })}
        {' · '}
        <time>{formats.short(at, clock.now())}</time>
      </p>
      {effects.length === 0 && (
        <p>{isRefused ? t('config.happened.refused') : t('config.happened.nothing')}</p>
      )}
      <EffectGroups
        effects={effects}
        tense="done"
        renderLine={({ code, subject }) =>
          code === 'channelRestarted' || code === 'channelAdded' ? (
            <ChannelWords id={subject} progress={channels[subject]} />
          ) : (
            <p>{t(`config.happened.${code}`, { subject })}</p>
          )
        }
      />
    </>
  );
}

interface ChannelWordsProps {
  readonly id: string;
  readonly progress: ChannelProgress | undefined;
}

function ChannelWords({ id, progress }: ChannelWordsProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const formats = useFormats();
  if (!progress || progress.state === 'waiting') {
    return <p>{t('config.happened.waiting', { subject: id })}</p>;
  }
  if (progress.tookMs !== undefined) {
    const seconds = formats.number(Math.max(1, Math.round(progress.tookMs / 100)) / 10);
    return <p>{t('config.happened.running', { subject: id, seconds })}</p>;
  }
  const state = t(`config.channelState.${progress.state}`);
  return (
    <p>
      {t('config.happened.notRunning', { subject: id, state })}
      {progress.error && ` ${describe(progress.error).message}`}
    </p>
  );
}

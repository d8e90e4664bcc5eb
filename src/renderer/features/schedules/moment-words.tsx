import { useTranslation } from 'react-i18next';
import { regionalTag } from '../../i18n/formats.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { useNow } from '../actions/use-now.ts';
import styles from './moment-words.module.css';
import { zonedMoment } from './zoned-moment.ts';

interface MomentWordsProps {
  readonly at: number;
  readonly timeZone: string;
}

/** A moment to come or gone by: on the wall of the schedule's zone, and how far from now. */
export function MomentWords({ at, timeZone }: MomentWordsProps) {
  const { i18n } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const language = regionalTag(i18n.language, navigator.languages);
  return (
    <span className={styles['moment']}>
      <time dateTime={new Date(at).toISOString()}>{zonedMoment(at, timeZone, language)}</time>
      <span className={styles['distance']}>
        {at > now ? formats.until(at, now) : formats.ago(at, now)}
      </span>
    </span>
  );
}

import { useFormats } from '../../i18n/use-words.ts';
import { useNow } from './use-now.ts';

/** How long ago a moment was; stays true as time passes, and says the moment itself when asked. */
export function TimeAgo({ at }: { readonly at: number }) {
  const formats = useFormats();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.dateTime(at)}>
      {formats.ago(at, now)}
    </time>
  );
}

import { FileCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
import styles from './editing.module.css';
import { locateValue, type ShownFile } from './locate-value.ts';
import { useConfig, useDraftState } from './use-draft.ts';

/** The text of an entry as it is in the file, with what is pending; secrets are dots. */
export function TextOfEntry({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const saved = useConfig((state) => state.text?.files);
  const planned = useDraftState(draft, ({ plan }) => plan.answer?.files);
  const files = overlay(saved ?? [], planned ?? []);
  const place = locateValue(files, draft.path);
  const file = place && files.find(({ path }) => path === place.file);
  if (!place || !file) return <p className={styles['planQuiet']}>{t('editing.noText')}</p>;
  const lines = file.raw.slice(lineStart(file.raw, place.start), place.node.end).split(/\r?\n/);
  const href = formatAddress('config', [], { file: place.file, line: String(place.line) });
  return (
    <figure className={styles['text']}>
      <figcaption className={styles['textHead']}>
        <span className={styles['textFile']}>{`${place.file}:${place.line}`}</span>
        <a className={styles['textLink']} href={href}>
          <FileCode size={13} aria-hidden />
          {t('editing.openText')}
        </a>
      </figcaption>
      <pre
        className={styles['textBody']}
        tabIndex={0}
        role="region"
        aria-label={t('editing.textLabel', { file: place.file })}
      >
        {lines.map((line, index) => (
          <span key={index} className={styles['textLine']} data-line={place.line + index}>
            {`${line}\n`}
          </span>
        ))}
      </pre>
    </figure>
  );
}

/** Files with those in their place that would change. */
function overlay(saved: readonly ShownFile[], planned: readonly ShownFile[]): readonly ShownFile[] {
  if (planned.length === 0) return saved;
  const known = saved.map((file) => planned.find(({ path }) => path === file.path) ?? file);
  return [...known, ...planned.filter(({ path }) => !saved.some((file) => file.path === path))];
}

function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(start, offset).trim() === '' ? start : offset;
}

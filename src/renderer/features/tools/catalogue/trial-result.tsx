import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../../shared/config/limits.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import { decodeBase64 } from '../../../state/pictures/base64.ts';
import { readPictureHead } from '../../../state/pictures/picture-head.ts';
import type { ToolOutcome } from '../../../state/tool-catalogue.ts';
import { Badge } from '../../../ui/badge.tsx';
import { CodeText } from '../../../ui/code-text.tsx';
import { Picture } from '../../../ui/picture.tsx';
import styles from './trial-result.module.css';

/** What a model would have read: as text, never as markup; pictures by their bytes. */
export function TrialResult({ outcome }: { readonly outcome: ToolOutcome }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { isError, text, durationMs, images = [] } = outcome;
  return (
    <div className={styles['result']}>
      <p className={styles['head']}>
        <Badge tone={isError ? 'bad' : 'ok'}>{t(isError ? 'tools.failed' : 'tools.done')}</Badge>
        {t('toolsPage.try.took', { duration: formats.number(durationMs) })}
      </p>
      <CodeText label={t('tools.result')} text={text} wraps />
      {images.map((image, index) => (
        <ResultPicture key={index} data={image.data} index={index + 1} />
      ))}
    </div>
  );
}

interface ResultPictureProps {
  /** As base64. */
  readonly data: string;
  readonly index: number;
}

/** A tool may claim anything: only what is a picture by its bytes, and not too large, is drawn. */
function ResultPicture({ data, index }: ResultPictureProps) {
  const { t } = useTranslation();
  const [hasFailed, setFailed] = useState(false);
  const bytes = useMemo(() => readPicture(data), [data]);
  const name = t('toolsPage.try.picture', { index });
  if (!bytes || hasFailed)
    return <p className={styles['note']}>{t('pictures.undrawable', { name })}</p>;
  return (
    <div className={styles['picture']}>
      <Picture
        bytes={bytes}
        label={name}
        edgePx={1_200}
        fit="whole"
        onFailure={() => setFailed(true)}
      />
    </div>
  );
}

function readPicture(data: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = decodeBase64(data);
    const head = readPictureHead(bytes);
    return head && head.width * head.height <= limits.pictures.pixels ? bytes : undefined;
  } catch {
    return undefined;
  }
}

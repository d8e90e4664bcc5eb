import { ImageOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PictureBlock } from '../../state/conversation/types.ts';
import { Picture } from '../../ui/picture.tsx';
import { useShowPicture } from './picture-viewer.tsx';
import styles from './pictures.module.css';
import { usePictureBytes } from './use-picture-bytes.ts';

const edgePx = 640;

/** A picture, small; its place is there before its bytes are, so that nothing moves. */
export function Thumbnail({ picture }: { readonly picture: PictureBlock }) {
  const { t } = useTranslation();
  const { load, tryAgain, giveUp } = usePictureBytes(picture.blob);
  const show = useShowPicture();
  const name = picture.name ?? t('chat.picture');
  switch (load.kind) {
    case 'loading':
      return (
        <span className={styles['tile']} role="img" aria-label={t('pictures.loading', { name })} />
      );
    case 'failed':
      return (
        <button type="button" className={styles['tile']} onClick={tryAgain}>
          <Missing words={t('pictures.failed', { name })} />
        </button>
      );
    case 'undrawable':
      return (
        <span className={styles['tile']}>
          <Missing words={t('pictures.undrawable', { name })} />
        </span>
      );
    case 'ready':
      return (
        <button
          type="button"
          className={styles['tile']}
          aria-label={t('pictures.open', { name })}
          aria-haspopup="dialog"
          onClick={() => show({ name, bytes: load.bytes })}
        >
          <Picture bytes={load.bytes} label="" edgePx={edgePx} fit="cover" onFailure={giveUp} />
        </button>
      );
  }
}

function Missing({ words }: { readonly words: string }) {
  return (
    <span className={styles['missing']}>
      <ImageOff size={16} aria-hidden />
      <span>{words}</span>
    </span>
  );
}

import { useTranslation } from 'react-i18next';
import type { Picture as SentPicture } from '../../state/pictures/attach-pictures.ts';
import { Picture } from '../../ui/picture.tsx';
import { useShowPicture } from './picture-viewer.tsx';
import styles from './pictures.module.css';

const edgePx = 640;

/** The pictures of a message on its way, in the places the stored ones will have. */
export function SentPictures({ pictures }: { readonly pictures: readonly SentPicture[] }) {
  const { t } = useTranslation();
  const show = useShowPicture();
  if (pictures.length === 0) return null;
  return (
    <ul
      className={styles['pictures']}
      data-single={pictures.length === 1}
      aria-label={t('pictures.label')}
    >
      {pictures.map(({ id, bytes, ...picture }) => {
        const name = picture.name === '' ? t('chat.picture') : picture.name;
        return (
          <li key={id}>
            <button
              type="button"
              className={styles['tile']}
              aria-label={t('pictures.open', { name })}
              aria-haspopup="dialog"
              onClick={() => show({ name, bytes })}
            >
              <Picture bytes={bytes} label="" edgePx={edgePx} fit="cover" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

import { useTranslation } from 'react-i18next';
import type { PictureBlock } from '../../state/conversation/types.ts';
import styles from './pictures.module.css';
import { Thumbnail } from './thumbnail.tsx';

/** The pictures of a message, each of which opens large. */
export function MessagePictures({ pictures }: { readonly pictures: readonly PictureBlock[] }) {
  const { t } = useTranslation();
  if (pictures.length === 0) return null;
  return (
    <ul
      className={styles['pictures']}
      data-single={pictures.length === 1}
      aria-label={t('pictures.label')}
    >
      {pictures.map((picture, index) => (
        // The same picture may be there twice.
        <li key={`${index} ${picture.blob}`}>
          <Thumbnail picture={picture} />
        </li>
      ))}
    </ul>
  );
}

import { ImageOff } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './markdown.module.css';

/** An image is not fetched: that alone would tell a stranger that it was read. It is a link. */
export function BlockedImage({ src, alt }: ComponentProps<'img'>) {
  const { t } = useTranslation();
  const address = typeof src === 'string' ? src : '';
  const words = (
    <>
      <ImageOff size={13} aria-hidden />
      {alt === undefined || alt === '' ? t('markdown.image') : alt}
      <span className={styles['address']}>{address}</span>
    </>
  );
  if (!/^https?:/.test(address)) return <span className={styles['image']}>{words}</span>;
  return (
    <a
      className={styles['image']}
      href={address}
      title={t('markdown.imageBlocked')}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      {words}
    </a>
  );
}

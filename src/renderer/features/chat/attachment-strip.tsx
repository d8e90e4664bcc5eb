import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../shared/config/limits.ts';
import { useFormats } from '../../i18n/use-words.ts';
import type { Rejection } from '../../state/pictures/attach-pictures.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Picture } from '../../ui/picture.tsx';
import { useShowPicture } from '../pictures/picture-viewer.tsx';
import styles from './attachment-strip.module.css';
import type { Attachments } from './use-attachments.ts';

const edgePx = 192;

/** The pictures that go with what is being written, and why others don't. */
export function AttachmentStrip({ attachments }: { readonly attachments: Attachments }) {
  const { t } = useTranslation();
  const show = useShowPicture();
  const { pictures, rejections, lostCount, remove } = attachments;
  return (
    <>
      {pictures.length > 0 && (
        <ul className={styles['strip']} aria-label={t('pictures.toSend')}>
          {pictures.map(({ id, name, bytes }, index) => {
            const words = name === '' ? `${t('chat.picture')} ${index + 1}` : name;
            return (
              <li key={id} className={styles['item']}>
                <button
                  type="button"
                  className={styles['open']}
                  aria-label={t('pictures.open', { name: words })}
                  aria-haspopup="dialog"
                  onClick={() => show({ name: words, bytes })}
                >
                  <Picture bytes={bytes} label="" edgePx={edgePx} fit="cover" />
                </button>
                <span className={styles['remove']}>
                  <IconButton
                    size="small"
                    label={t('pictures.remove', { name: words })}
                    icon={<X size={13} aria-hidden />}
                    onClick={() => {
                      remove(id);
                      document.getElementById('message-field')?.focus();
                    }}
                  />
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <div role="status">
        {lostCount > 0 && (
          <p className={styles['note']}>{t('pictures.lost', { count: lostCount })}</p>
        )}
        {rejections.map((rejection, index) => (
          <p key={index} className={styles['note']} data-tone="bad">
            <RejectionWords rejection={rejection} />
          </p>
        ))}
      </div>
    </>
  );
}

function RejectionWords({ rejection }: { readonly rejection: Rejection }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (rejection.kind === 'too-many')
    return <>{t('pictures.tooMany', { count: limits.message.attachments })}</>;
  const name = rejection.name === '' ? t('chat.picture') : rejection.name;
  switch (rejection.kind) {
    case 'not-a-picture':
      return <>{t('pictures.notAPicture', { name })}</>;
    case 'too-many-pixels':
      return <>{t('pictures.tooManyPixels', { name })}</>;
    case 'unreadable':
      return <>{t('pictures.unreadable', { name })}</>;
    case 'too-large':
      return (
        <>
          {t('pictures.tooLarge', {
            name,
            size: formats.size(rejection.sizeBytes),
            most: formats.size(limits.pictures.messageBytes),
          })}
        </>
      );
  }
}

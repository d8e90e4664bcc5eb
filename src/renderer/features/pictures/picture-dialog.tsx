import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/use-words.ts';
import { readPictureHead } from '../../state/pictures/picture-head.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Picture } from '../../ui/picture.tsx';
import { saveFile } from '../conversation/save-file.ts';
import styles from './pictures.module.css';

interface PictureDialogProps {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly onClose: () => void;
}

/** A picture as large as the window allows, with its measures and a way to keep it. */
export function PictureDialog({ name, bytes, onClose }: PictureDialogProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const head = readPictureHead(bytes);
  const edgePx = Math.ceil(
    Math.max(window.innerWidth, window.innerHeight) * window.devicePixelRatio,
  );
  return (
    <Dialog title={name} closeLabel={t('common.close')} onClose={onClose} isWide>
      <Picture bytes={bytes} label={name} edgePx={edgePx} fit="whole" />
      {head && (
        <div className={styles['facts']}>
          <p>
            {t('pictures.facts', {
              width: head.width,
              height: head.height,
              size: formats.size(bytes.byteLength),
            })}
          </p>
          <Button
            size="small"
            icon={<Download size={14} aria-hidden />}
            onClick={() => saveFile(fileName(name, head.mimeType), bytes, head.mimeType)}
          >
            {t('pictures.save')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

/** With the ending of what it is, so that nothing else can be made of it by its name. */
function fileName(name: string, mimeType: string): string {
  const ending = mimeType === 'image/jpeg' ? 'jpg' : mimeType.replace('image/', '');
  const stem = name.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[^\p{L}\p{N} ._-]/gu, '_');
  return `${stem === '' ? 'picture' : stem}.${ending}`;
}

import { ImagePlus } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';

const kinds = 'image/png,image/jpeg,image/gif,image/webp';

/** Chooses pictures from the disk; the field of the browser itself can't be drawn. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={kinds}
        multiple
        hidden
        aria-label={t('pictures.attach')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file may be chosen once more.
          event.target.value = '';
        }}
      />
      <IconButton
        label={t('pictures.attach')}
        icon={<ImagePlus size={17} aria-hidden />}
        onClick={() => input.current?.click()}
      />
    </>
  );
}

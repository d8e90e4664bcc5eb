import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import styles from './shortcuts-dialog.module.css';
import { shortcutList } from './shortcuts.ts';

/** What `?` shows. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shortcuts.title')} closeLabel={t('common.close')} onClose={onClose}>
      <dl className={styles['list']}>
        {shortcutList.map(({ titleKey, keys }) => (
          <div key={titleKey} className={styles['row']}>
            <dt>{t(`shortcuts.${titleKey}`)}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

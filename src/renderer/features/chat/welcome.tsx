import { ArrowUpRight, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import { isOffline } from '../../state/gateway.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { ModelGuide } from './model-guide.tsx';
import styles from './welcome.module.css';

const promptKeys = ['help', 'calculate', 'code', 'remind', 'status'] as const;

/** An empty conversation: what can be asked, and who answers. */
export function Welcome({ onAsk }: { readonly onAsk: (text: string) => void }) {
  const { t } = useTranslation();
  const { gateway } = useApp();
  const answersOffline = useStore(gateway, isOffline);
  return (
    <div className={styles['page']}>
      <div className={styles['inner']}>
        <BrandMark size={44} />
        <h2 className={styles['title']}>{t('welcome.title')}</h2>
        <p className={styles['lead']}>{t('welcome.lead')}</p>
        <ul className={styles['prompts']}>
          {promptKeys.map((key) => {
            const prompt = t(`welcome.prompts.${key}`);
            return (
              <li key={key}>
                <button type="button" className={styles['prompt']} onClick={() => onAsk(prompt)}>
                  <span>{prompt}</span>
                  <ArrowUpRight size={15} aria-hidden />
                </button>
              </li>
            );
          })}
        </ul>
        {answersOffline && <OfflineNote />}
      </div>
    </div>
  );
}

function OfflineNote() {
  const { t } = useTranslation();
  const [showsGuide, setShowsGuide] = useState(false);
  return (
    <div className={styles['offline']}>
      <Unplug size={18} aria-hidden />
      <div>
        <p className={styles['offline-title']}>{t('welcome.offlineTitle')}</p>
        <p>{t('welcome.offlineBody')}</p>
        <Button size="small" onClick={() => setShowsGuide(true)}>
          {t('welcome.offlineModel')}
        </Button>
      </div>
      {showsGuide && <ModelGuide onClose={() => setShowsGuide(false)} />}
    </div>
  );
}

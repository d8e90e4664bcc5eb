import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatAddress } from '../../navigation/address.ts';
import { createRecallSetting } from '../../state/recall-setting.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import styles from './recall-guide.module.css';

/** What is recalled when, by the settings in effect. */
export function RecallGuide() {
  const { t } = useTranslation();
  const setting = useTopic(createRecallSetting);
  const value = useStore(setting.store, (state) => state.value);
  if (!value) return null;
  const { recall, embedding } = value;
  return (
    <Disclosure
      summary={
        recall === 0
          ? t('memoryPage.recall.off')
          : t('memoryPage.recall.summary', { count: recall })
      }
    >
      <ul className={styles['rules']}>
        {recall > 0 && <li>{t('memoryPage.recall.few', { count: recall })}</li>}
        <li>{t('memoryPage.recall.person')}</li>
        <li>{t('memoryPage.recall.chat')}</li>
        <li>
          {embedding === undefined
            ? t('memoryPage.recall.words')
            : t('memoryPage.recall.meaning', { model: embedding })}
        </li>
        <li>
          {t('memoryPage.recall.trace')}{' '}
          <a href={formatAddress('config', [], { path: 'memory' })}>
            {t('memoryPage.recall.change')}
          </a>
        </li>
      </ul>
    </Disclosure>
  );
}

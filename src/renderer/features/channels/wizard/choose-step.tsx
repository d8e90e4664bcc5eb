import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { channelGuides } from '../../../../shared/config/channel-guides.ts';
import { createChannelWizard } from '../../../state/channel-wizard.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { ChannelIcon } from '../../conversation/channel-icon.tsx';
import { channelTypesOf } from '../../editing/schema-node.ts';
import { useSchema } from '../../editing/use-entry-schema.ts';
import { addChannelAddress } from '../addresses.ts';
import { messengerName } from '../channel-words.ts';
import styles from '../channels.module.css';

/** Which messenger: those that this gateway knows and that there is a guide for. */
export function ChooseStep() {
  const { t } = useTranslation();
  const schema = useSchema();
  const wizard = useTopic(createChannelWizard);
  const begun = useStore(wizard.store, (state) => state.draft?.type);
  const known = schema ? channelTypesOf(schema) : [];
  const guides = channelGuides.filter(({ type }) => known.includes(type));
  return (
    <>
      <h2 className={styles['name']}>{t('channelsPage.choose')}</h2>
      <ul className={styles['cards']}>
        {guides.map(({ type }) => (
          <li key={type}>
            <a className={styles['card']} href={addChannelAddress(type)}>
              <span className={styles['cardName']}>
                <ChannelIcon type={type} />
                {messengerName(type)}
              </span>
              <span className={styles['quiet']}>{t(`channelsPage.messenger.${type}`)}</span>
              {begun === type && (
                <span className={styles['cardMark']}>{t('channelsPage.goOn')}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

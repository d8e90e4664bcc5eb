import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../navigation/use-address.ts';
import type { Address } from '../../navigation/address.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { addChannelAddress } from './addresses.ts';
import { ChannelDetail } from './detail/channel-detail.tsx';
import { ChannelList } from './channel-list.tsx';
import { ChannelWizard } from './wizard/channel-wizard.tsx';

/** The messengers: how they do, how they are set up, and the way to add one. */
export function ChannelsPage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const [id] = address.parts;
  const { add, live } = address.query;
  const isAdding = id === undefined && add !== undefined;
  return (
    <PageFrame
      title={t('nav.channels')}
      lead={t('channelsPage.lead')}
      isFull
      actions={
        <Button
          look="primary"
          icon={<Plus size={15} aria-hidden />}
          onClick={() => goTo(addChannelAddress())}
        >
          {t('channelsPage.add')}
        </Button>
      }
    >
      <SplitView
        listLabel={t('channelsPage.list')}
        list={<ChannelList current={id} />}
        hasDetail={id !== undefined || isAdding}
        detail={
          id !== undefined ? (
            <ChannelDetail key={id} id={id} />
          ) : isAdding ? (
            <ChannelWizard type={add} live={live} />
          ) : (
            <EmptyState
              title={t('channelsPage.chooseOne')}
              hint={t('channelsPage.chooseOneHint')}
            />
          )
        }
      />
    </PageFrame>
  );
}

import { Copy, Ellipsis, Pencil, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRecord } from '../../../../shared/is-record.ts';
import type { ChannelStatus } from '../../../../shared/protocol/channels.ts';
import { goTo } from '../../../navigation/use-address.ts';
import { useApp } from '../../../state/app-context.ts';
import { referencesTo } from '../../../state/config-draft/entry-edits.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine } from '../../../ui/menu.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { ChannelIcon } from '../../conversation/channel-icon.tsx';
import { NameDialog } from '../../editing/name-dialog.tsx';
import { useEntryActions } from '../../editing/use-entry-actions.ts';
import { useConfig } from '../../editing/use-draft.ts';
import { useUnreadable } from '../../editing/use-unreadable.ts';
import { channelAddress } from '../addresses.ts';
import { messengerName, toneOf } from '../channel-words.ts';
import styles from '../channels.module.css';
import { useRenameChannel } from './use-rename-channel.ts';
import { useFailureToast } from '../../actions/use-task.ts';

interface ChannelHeadProps {
  readonly id: string;
  readonly type: string;
  readonly status: ChannelStatus | undefined;
  readonly value: unknown;
}

/** The name of a channel, how it does in a word, and what can be done to the whole of it. */
export function ChannelHead({ id, type, status, value }: ChannelHeadProps) {
  const { t } = useTranslation();
  const actions = useEntryActions('channels');
  const restart = useRestart(id);
  const isLocked = useUnreadable(['channels', id]) !== undefined;
  const isWritten = value !== undefined && !isLocked;
  const isOn = !isRecord(value) || value['enabled'] !== false;
  const toggle = (next: boolean): void => {
    const text = next
      ? t('channelsPage.switchedOn', { id })
      : t('channelsPage.switchedOff', { id });
    void actions.setNow(id, 'enabled', next, text);
  };
  return (
    <header className={styles['head']}>
      <div className={styles['headName']}>
        <ChannelIcon type={type} />
        <h2 className={styles['name']}>{id}</h2>
        {type !== id && <span className={styles['quiet']}>{messengerName(type)}</span>}
        {status && (
          <Badge tone={toneOf(status.state)}>{t(`channelsPage.state.${status.state}`)}</Badge>
        )}
      </div>
      <div className={styles['headActions']}>
        {isWritten && <Switch label={t('channelsPage.enabled')} isOn={isOn} onSwitch={toggle} />}
        {status && status.type !== 'web' && status.state !== 'off' && (
          <Button size="small" icon={<RotateCw size={13} aria-hidden />} onClick={restart}>
            {t('channelsPage.restart')}
          </Button>
        )}
        {isWritten && <EntryMenu id={id} />}
      </div>
    </header>
  );
}

function useRestart(id: string): () => void {
  const { t } = useTranslation();
  const { client, toasts } = useApp();
  const showError = useFailureToast();
  return () => {
    client
      .request('channels.restart', { channel: id })
      .then(
        () => void toasts.show({ tone: 'plain', text: t('channelsPage.restarting', { id }) }),
        showError,
      );
  };
}

function EntryMenu({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const actions = useEntryActions('channels');
  const rename = useRenameChannel();
  const root = useConfig((state) => state.text?.parsed);
  const [asked, setAsked] = useState<'rename' | 'copy'>();
  const count = referencesTo(root, 'channels', id).length;
  const remove = async (): Promise<void> => {
    if (await actions.remove(id)) goTo(channelAddress());
  };
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={t('channelsPage.more', { id })}
            icon={<Ellipsis size={16} aria-hidden />}
            hasTooltip={false}
          />
        }
      >
        <MenuItem icon={<Pencil size={14} aria-hidden />} onSelect={() => setAsked('rename')}>
          {t('channelsPage.rename')}
        </MenuItem>
        <MenuItem icon={<Copy size={14} aria-hidden />} onSelect={() => setAsked('copy')}>
          {t('channelsPage.clone')}
        </MenuItem>
        <MenuLine />
        <MenuItem
          isDangerous
          icon={<Trash2 size={14} aria-hidden />}
          onSelect={() => void remove()}
        >
          {t('channelsPage.delete')}
        </MenuItem>
      </Menu>
      {asked && (
        <NameDialog
          section="channels"
          title={
            asked === 'rename'
              ? t('channelsPage.renameTitle', { id })
              : t('channelsPage.cloneTitle', { id })
          }
          actionLabel={asked === 'rename' ? t('channelsPage.rename') : t('channelsPage.clone')}
          name={asked === 'rename' ? id : `${id}-2`}
          onName={async (name) => {
            if (asked === 'rename') return rename(id, name);
            await actions.copy(id, name);
            goTo(channelAddress(name));
          }}
          onClose={() => setAsked(undefined)}
        >
          <p className={styles['quiet']}>
            {asked === 'rename'
              ? t('channelsPage.renameHint', { count })
              : t('channelsPage.cloneHint')}
          </p>
        </NameDialog>
      )}
    </>
  );
}

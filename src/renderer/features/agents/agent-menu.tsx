import { Copy, MoreHorizontal, PenLine, Power, Star, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useConfig } from '../editing/use-draft.ts';
import { useUnreadable } from '../editing/use-unreadable.ts';
import { NameDialog } from '../editing/name-dialog.tsx';
import { useEntryActions } from '../editing/use-entry-actions.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { freeName } from './free-name.ts';
import type { AgentRow } from './read-agents.ts';
import styles from './agents.module.css';
import { useMakeDefault } from './use-make-default.ts';
import { useRenameAgent } from './use-rename-agent.ts';

interface AgentMenuProps {
  readonly agent: AgentRow;
  /** It is deleted: where it was shown there is nothing any more. */
  readonly onDeleted?: () => void;
}

/** What can be done with a whole agent. Each is done at once and can be taken back. */
export function AgentMenu({ agent, onDeleted }: AgentMenuProps) {
  const { t } = useTranslation();
  const { id, name, isEnabled, isDefault } = agent;
  const [asking, setAsking] = useState<'rename' | 'clone'>();
  const actions = useEntryActions('agents');
  const makeDefault = useMakeDefault();
  const switchOn = (): void => {
    const text = t(isEnabled ? 'agentsPage.switchedOff' : 'agentsPage.switchedOn', { name });
    void actions.setNow(id, 'enabled', !isEnabled, text);
  };
  const remove = async (): Promise<void> => {
    if (await actions.remove(id)) onDeleted?.();
  };
  const isLocked = useUnreadable(['agents', id]) !== undefined;
  if (isLocked) return null;
  const icon = { size: 14, 'aria-hidden': true } as const;
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={t('agentsPage.actionsOf', { name })}
            icon={<MoreHorizontal size={16} aria-hidden />}
            hasTooltip={false}
          />
        }
      >
        <MenuItem icon={<Power {...icon} />} onSelect={switchOn}>
          {t(isEnabled ? 'agentsPage.turnOff' : 'agentsPage.turnOn')}
        </MenuItem>
        {!isDefault && isEnabled && (
          <MenuItem icon={<Star {...icon} />} onSelect={() => makeDefault(id, name)}>
            {t('agentsPage.makeDefault')}
          </MenuItem>
        )}
        <MenuItem icon={<PenLine {...icon} />} onSelect={() => setAsking('rename')}>
          {t('agentsPage.rename')}
        </MenuItem>
        <MenuItem icon={<Copy {...icon} />} onSelect={() => setAsking('clone')}>
          {t('agentsPage.clone')}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 {...icon} />} isDangerous onSelect={() => void remove()}>
          {t('agentsPage.delete')}
        </MenuItem>
      </Menu>
      {asking === 'rename' && <RenameDialog id={id} onClose={() => setAsking(undefined)} />}
      {asking === 'clone' && <CloneDialog id={id} onClose={() => setAsking(undefined)} />}
    </>
  );
}

interface DialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

function RenameDialog({ id, onClose }: DialogProps) {
  const { t } = useTranslation();
  const rename = useRenameAgent();
  return (
    <NameDialog
      section="agents"
      title={t('agentsPage.renameTitle', { id })}
      actionLabel={t('agentsPage.renameAction')}
      name={id}
      onName={(to) => rename(id, to)}
      onClose={onClose}
    >
      <p className={styles['dialogHelp']}>{t('agentsPage.renameHelp')}</p>
    </NameDialog>
  );
}

function CloneDialog({ id, onClose }: DialogProps) {
  const { t } = useTranslation();
  const root = useConfig((state) => state.text?.parsed);
  const { copy } = useEntryActions('agents');
  const make = async (to: string): Promise<void> => {
    await copy(id, to);
    goTo(formatAddress('agents', [to]));
  };
  return (
    <NameDialog
      section="agents"
      title={t('agentsPage.cloneTitle', { id })}
      actionLabel={t('agentsPage.cloneAction')}
      name={freeName(root, id)}
      onName={make}
      onClose={onClose}
    >
      <p className={styles['dialogHelp']}>{t('agentsPage.cloneHelp')}</p>
    </NameDialog>
  );
}

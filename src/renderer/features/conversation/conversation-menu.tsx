import { Braces, Ellipsis, FileText, RotateCcw, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useSessionCommands } from './use-session-commands.ts';

interface ConversationMenuProps {
  readonly row: SessionRow;
  readonly title: string;
  readonly size?: 'normal' | 'small';
  /** What else can be done where it stands: items of a menu, above those of every conversation. */
  readonly children?: ReactNode;
}

/** Export, begin afresh, delete. */
export function ConversationMenu({ row, title, size = 'normal', children }: ConversationMenuProps) {
  const { t } = useTranslation();
  const { exportAs, reset, remove } = useSessionCommands(row, title);
  return (
    <Menu
      trigger={
        <IconButton
          size={size}
          label={t('sessions.menu', { title })}
          icon={<Ellipsis size={16} aria-hidden />}
        />
      }
    >
      {children}
      <MenuItem icon={<FileText size={15} aria-hidden />} onSelect={() => exportAs('markdown')}>
        {t('sessions.exportMarkdown')}
      </MenuItem>
      <MenuItem icon={<Braces size={15} aria-hidden />} onSelect={() => exportAs('json')}>
        {t('sessions.exportJson')}
      </MenuItem>
      <MenuLine />
      {!row.isArchived && (
        <MenuItem icon={<RotateCcw size={15} aria-hidden />} onSelect={reset}>
          {t('sessions.reset')}
        </MenuItem>
      )}
      <MenuItem isDangerous icon={<Trash2 size={15} aria-hidden />} onSelect={remove}>
        {t('sessions.delete')}
      </MenuItem>
    </Menu>
  );
}

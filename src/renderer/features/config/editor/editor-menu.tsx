import { Ellipsis, Wrench } from 'lucide-react';
import { useRef, useState, type CSSProperties, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../../ui/menu.tsx';
import type { CursorPlace, Desk, DeskCommand } from './monaco/desk.ts';
import type { OfferedFix } from './monaco/problem-marks.ts';

interface EditorMenuProps {
  readonly desk: RefObject<Desk | undefined>;
}

const groups = [
  ['definition', 'outline', 'nextProblem'],
  ['format', 'comment', 'find'],
  ['foldAll', 'unfoldAll'],
] as const satisfies readonly (readonly DeskCommand[])[];

/** What the editor can do, for those who know none of its keys and for readers of the screen. */
export function EditorMenu({ desk }: EditorMenuProps) {
  const { t } = useTranslation();
  const { choose, onClosed } = useAfterClose(desk);
  const [isOpen, setOpen] = useState(false);
  const [fixes, setFixes] = useState<readonly OfferedFix[]>([]);
  return (
    <Menu
      side="top"
      isOpen={isOpen}
      onOpenChange={(next) => {
        if (next) setFixes(desk.current?.fixes() ?? []);
        setOpen(next);
      }}
      onClosed={onClosed}
      trigger={
        <Button size="small" look="quiet" icon={<Ellipsis size={14} aria-hidden />}>
          {t('editor.actions.title')}
        </Button>
      }
    >
      <FixItems fixes={fixes} onChoose={(fix) => choose((now) => now.mend(fix))} />
      {fixes.length > 0 && <MenuLine />}
      {groups.flatMap((commands, index) => [
        ...(index > 0 ? [<MenuLine key={`line ${commands[0]}`} />] : []),
        ...commands.map((command) => (
          <MenuItem key={command} onSelect={() => choose((now) => now.run(command))}>
            {t(`editor.actions.${command}`)}
          </MenuItem>
        )),
      ])}
    </Menu>
  );
}

/** What there is to mend, and where. */
export interface Fixing {
  readonly fixes: readonly OfferedFix[];
  readonly place: CursorPlace;
}

interface FixMenuProps extends EditorMenuProps {
  readonly fixing: Fixing;
  readonly className: string | undefined;
  readonly onClose: () => void;
}

/**
 * What mends the line, at the cursor: Control-. opens it. It is there before it is open, so that it
 * knows the key and begins at the first fix.
 */
export function FixMenu({ desk, fixing, className, onClose }: FixMenuProps) {
  const { t } = useTranslation();
  const { choose, onClosed } = useAfterClose(desk);
  const { fixes, place } = fixing;
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--left': `${place.left}px`,
    '--top': `${place.top}px`,
  };
  return (
    <div className={className} style={style}>
      <Menu
        isOpen={fixes.length > 0}
        align="start"
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
        onClosed={onClosed}
        trigger={
          <button type="button" tabIndex={-1}>
            <span className="visually-hidden">{t('editor.fixTitle')}</span>
          </button>
        }
      >
        <FixItems fixes={fixes} onChoose={(fix) => choose((now) => now.mend(fix))} />
      </Menu>
    </div>
  );
}

interface FixItemsProps {
  readonly fixes: readonly OfferedFix[];
  readonly onChoose: (fix: OfferedFix) => void;
}

function FixItems({ fixes, onChoose }: FixItemsProps) {
  return fixes.map((fix, index) => (
    <MenuItem
      key={`${index} ${fix.title}`}
      icon={<Wrench size={14} aria-hidden />}
      onSelect={() => onChoose(fix)}
    >
      {fix.title}
    </MenuItem>
  ));
}

/** What is chosen is done once the menu is gone and the editor has the focus again. */
function useAfterClose(desk: RefObject<Desk | undefined>) {
  const chosen = useRef<(desk: Desk) => void>(undefined);
  return {
    choose: (work: (desk: Desk) => void): void => {
      chosen.current = work;
    },
    onClosed: (): void => {
      const work = chosen.current;
      chosen.current = undefined;
      if (!desk.current) return;
      desk.current.focus();
      work?.(desk.current);
    },
  };
}

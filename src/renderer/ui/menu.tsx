import { DropdownMenu } from 'radix-ui';
import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './menu.module.css';

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly align?: 'start' | 'end';
  readonly side?: 'top' | 'bottom';
  /** Given by whoever opens it without its button, together with `onOpenChange`. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** Where the focus goes when it is closed; to its button unless told. */
  readonly onClosed?: () => void;
}

/**
 * A menu under a button. Not modal on purpose: a modal one writes a style element into the page,
 * which the content security policy forbids. It stands where it is used, not at the end of the page,
 * so that it belongs to the landmark of its button.
 */
export function Menu({
  trigger,
  children,
  align = 'end',
  side = 'bottom',
  isOpen,
  onOpenChange,
  onClosed,
}: MenuProps) {
  const given = isOpen === undefined ? {} : { open: isOpen };
  const told = onOpenChange === undefined ? {} : { onOpenChange };
  return (
    <DropdownMenu.Root modal={false} {...given} {...told}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content
        className={styles['menu']}
        align={align}
        side={side}
        sideOffset={4}
        collisionPadding={8}
        onCloseAutoFocus={(event) => {
          if (!onClosed) return;
          event.preventDefault();
          onClosed();
        }}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
  readonly isDangerous?: boolean;
  readonly children: ReactNode;
}

/** Something to do. */
export function MenuItem({ icon, onSelect, isDangerous = false, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      className={cx(styles['item'], isDangerous && styles['danger'])}
      onSelect={onSelect}
    >
      <span className={styles['icon']}>{icon}</span>
      {children}
    </DropdownMenu.Item>
  );
}

/** A line between groups. */
export function MenuLine() {
  return <DropdownMenu.Separator className={styles['line']} />;
}

interface MenuChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
}

/** One of several, with the chosen one ticked. */
export function MenuChoice<T extends string>({
  label,
  value,
  options,
  onChoose,
}: MenuChoiceProps<T>) {
  return (
    <>
      <DropdownMenu.Label className={styles['label']}>{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={value} aria-label={label}>
        {options.map((option) => (
          <DropdownMenu.RadioItem
            key={option.value}
            className={styles['item']}
            value={option.value}
            onSelect={(event) => {
              event.preventDefault();
              onChoose(option.value);
            }}
          >
            <span className={styles['icon']}>
              <DropdownMenu.ItemIndicator>
                <Check size={14} aria-hidden />
              </DropdownMenu.ItemIndicator>
            </span>
            {option.label}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}

import { Tooltip as Primitive } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import styles from './tooltip.module.css';

/** Shares the delay among all tooltips; stands once around the application. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return <Primitive.Provider delayDuration={450}>{children}</Primitive.Provider>;
}

interface TooltipProps {
  readonly text: string;
  readonly children: ReactElement;
}

/** Words beside a control, on hover and on focus. It adds nothing that is not said otherwise. */
export function Tooltip({ text, children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          className={styles['tooltip']}
          sideOffset={6}
          collisionPadding={8}
          aria-hidden
        >
          {text}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

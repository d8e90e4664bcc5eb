import type { ReactNode } from 'react';
import type { Draft } from '../../state/config-draft/draft.ts';
import styles from './editing.module.css';
import { useDraftState } from './use-draft.ts';

interface LockedFieldsProps {
  readonly draft: Draft;
  readonly children: ReactNode;
}

/** Fields that nobody can change while the text they stand in can't be read. */
export function LockedFields({ draft, children }: LockedFieldsProps) {
  const isLocked = useDraftState(draft, ({ unreadable }) => unreadable !== undefined);
  return (
    // The one element that locks all in it. It groups nothing, so it is not read out.
    <fieldset className={styles['lock']} role="presentation" disabled={isLocked}>
      {children}
    </fieldset>
  );
}

import type { Trace } from '../../../state/inspection/traces.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { Disclosure } from '../../../ui/disclosure.tsx';
import styles from './turn-error.module.css';

interface TurnErrorProps {
  readonly error: NonNullable<Trace['turn']['error']>;
}

/** Why a turn failed, in a line: in full it stands with the message. The rest opens. */
export function TurnError({ error }: TurnErrorProps) {
  const { message, hint, code } = useErrorWords()(error);
  return (
    <div className={styles['error']}>
      <Disclosure summary={<span className={styles['message']}>{message}</span>}>
        {hint !== '' && <p className={styles['hint']}>{hint}</p>}
        <code className={styles['code']}>{code}</code>
      </Disclosure>
    </div>
  );
}

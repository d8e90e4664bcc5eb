import { useTranslation } from 'react-i18next';
import styles from './argument-list.module.css';
import type { ArgumentWords } from './describe-arguments.ts';

interface ArgumentListProps {
  readonly args: readonly ArgumentWords[];
  /** Where there is little room: no box, and nothing that scrolls. */
  readonly isSmall?: boolean;
}

/** What a call is made with, word for word. */
export function ArgumentList({ args, isSmall = false }: ArgumentListProps) {
  const { t } = useTranslation();
  if (args.length === 0) return null;
  const list = (
    <dl className={styles['list']}>
      {args.map(({ name, text }) => (
        <div key={name} className={styles['argument']}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
  if (isSmall) return <div className={styles['small']}>{list}</div>;
  return (
    <div className={styles['box']} role="group" tabIndex={0} aria-label={t('tools.arguments')}>
      {list}
    </div>
  );
}

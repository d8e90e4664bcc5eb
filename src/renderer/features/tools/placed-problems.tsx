import { useTranslation } from 'react-i18next';
import type { ExtensionProblem } from '../../../shared/protocol/extensions.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './placed-problems.module.css';

/** What is wrong, what to do, and where: file, line and column. */
export function PlacedProblems({ problems }: { readonly problems: readonly ExtensionProblem[] }) {
  const describe = useErrorWords();
  return (
    <ul className={styles['list']}>
      {problems.map((problem, index) => (
        <li key={index}>
          <ErrorNotice {...describe(problem)} action={<Place problem={problem} />} />
        </li>
      ))}
    </ul>
  );
}

function Place({ problem }: { readonly problem: ExtensionProblem }) {
  const { t } = useTranslation();
  const { file, line, column } = problem;
  if (file === undefined) return null;
  if (line === undefined) return <code className={styles['place']}>{file}</code>;
  const place = column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
  return (
    <span className={styles['place']}>
      <span className="visually-hidden">{t('notices.place', { file, line })}</span>
      <code aria-hidden>{place}</code>
    </span>
  );
}

import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../../i18n/use-words.ts';
import type { ConfigProblem } from '../../../../shared/protocol/config.ts';
import { StatusDot } from '../../../ui/badge.tsx';
import styles from './effects.module.css';
import { FixButtons } from './fix-buttons.tsx';
import type { GoToPlace } from './go-to-place.ts';

interface ProblemListProps {
  readonly problems: readonly ConfigProblem[];
  readonly nameOf: (problem: ConfigProblem) => string;
  readonly onGo: GoToPlace;
  /** The text of a file as the problems were found in it; undefined where it can't be mended here. */
  readonly textOf: (file: string) => string | undefined;
}

/** More would be no help. */
const shownProblems = 50;

/** What is wrong, each with the way to its place. */
export function ProblemList({ problems, nameOf, onGo, textOf }: ProblemListProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  if (problems.length === 0) return <p className={styles['quiet']}>{t('config.noProblems')}</p>;
  return (
    <ul className={styles['problems']}>
      {problems.slice(0, shownProblems).map((problem) => {
        const { message, hint } = describe(problem);
        const { line, column, severity } = problem;
        const file = nameOf(problem);
        const text = textOf(file);
        return (
          <li key={[problem.code, problem.path, file, line, column].join(' ')}>
            <StatusDot
              tone={severity === 'error' ? 'bad' : 'warn'}
              label={t(`config.severity.${severity}`)}
            />
            <div className={styles['problem']}>
              <p>{message}</p>
              {hint !== '' && <p className={styles['quiet']}>{hint}</p>}
              {line !== undefined && (
                <button
                  type="button"
                  className={styles['place']}
                  onClick={() => onGo(file, { line, column: column ?? 1 })}
                >
                  {t('config.problemPlace', { file, line })}
                </button>
              )}
              {text !== undefined && <FixButtons file={file} text={text} problem={problem} />}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

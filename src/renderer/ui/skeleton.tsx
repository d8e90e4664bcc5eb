import { useEffect, useState, type ReactNode } from 'react';
import styles from './skeleton.module.css';

/** Below this nothing is shown: a flash of grey is worse than nothing. */
const patienceMs = 150;

interface SkeletonProps {
  /** Read out once it shows. */
  readonly label: string;
  readonly lines?: number;
}

/** Grey lines where content will be, once it takes longer than a moment. */
export function Skeleton({ label, lines = 3 }: SkeletonProps) {
  return (
    <AfterAMoment>
      <div className={styles['skeleton']} role="status" aria-label={label}>
        {Array.from({ length: lines }, (_, index) => (
          <span key={index} className={styles['line']} />
        ))}
      </div>
    </AfterAMoment>
  );
}

function AfterAMoment({ children }: { readonly children: ReactNode }) {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return isDue ? children : null;
}

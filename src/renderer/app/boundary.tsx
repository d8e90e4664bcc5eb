import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import styles from './boundary.module.css';

interface BoundaryState {
  readonly failure: Error | undefined;
}

/** Catches a defect in what it holds, so that it shows instead of an empty page. */
export class Boundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override readonly state: BoundaryState = { failure: undefined };

  static getDerivedStateFromError(failure: Error): BoundaryState {
    return { failure };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure ? <Failure failure={failure} /> : this.props.children;
  }
}

function Failure({ failure }: { readonly failure: Error }) {
  const { t } = useTranslation();
  return (
    <div className={styles['page']}>
      <ErrorNotice
        title={t('app.pageFailed')}
        message={failure.message}
        hint={t('app.pageFailedHint')}
        code={failure.name}
        action={
          <Button size="small" onClick={() => window.location.reload()}>
            {t('app.reload')}
          </Button>
        }
      />
    </div>
  );
}

import { Download, RefreshCw } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Address } from '../../navigation/address.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { createDoctor } from '../../state/doctor.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useFailureToast } from '../actions/use-task.ts';
import { saveFile } from '../conversation/save-file.ts';
import { CheckList } from './check-list.tsx';

/** Is everything as it should be, and what helps where it is not. */
export function DoctorPage(_: { readonly address: Address }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const describe = useErrorWords();
  const doctor = useTopic(createDoctor);
  const { isRunning, checks, checkedAt, error } = useStore(doctor.store);
  const saveBundle = useSaveBundle();
  const { clock } = useApp();
  useEffect(() => void doctor.run(), [doctor]);

  return (
    <PageFrame
      title={t('nav.doctor')}
      lead={
        checkedAt === undefined
          ? t('doctor.lead')
          : t('doctor.checkedAt', { time: formats.short(checkedAt, clock.now()) })
      }
      actions={
        <>
          <Button icon={<Download size={15} aria-hidden />} onClick={saveBundle}>
            {t('doctor.bundle')}
          </Button>
          <Button
            look="primary"
            icon={<RefreshCw size={15} aria-hidden />}
            aria-disabled={isRunning}
            onClick={() => void doctor.run()}
          >
            {isRunning ? t('doctor.running') : t('doctor.run')}
          </Button>
        </>
      }
    >
      {error && <ErrorNotice title={t('doctor.failed')} {...describe(error)} />}
      {checks.length > 0 && <CheckList checks={checks} />}
      {checks.length === 0 && !error && <Skeleton label={t('doctor.running')} lines={12} />}
    </PageFrame>
  );
}

function useSaveBundle(): () => void {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const tellFailure = useFailureToast();
  const doctor = useTopic(createDoctor);
  return () => {
    doctor.bundle().then(({ fileName, text }) => {
      saveFile(fileName, text);
      toasts.show({ tone: 'plain', text: t('doctor.saved', { fileName }) });
    }, tellFailure);
  };
}

import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExtensionRow } from '../../../../shared/protocol/extensions.ts';
import { useFormats } from '../../../i18n/use-words.ts';
import { createOwnTools } from '../../../state/own-tools.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Button } from '../../../ui/button.tsx';
import { Section } from '../../../ui/section.tsx';
import { useTask } from '../../actions/use-task.ts';
import { useUndoToast } from '../../actions/use-undo-toast.ts';
import styles from './extension-permissions.module.css';

/** What an extension may reach, in words, and the owner's yes to exactly that. */
export function ExtensionPermissions({ extension }: { readonly extension: ExtensionRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { approval, approvedAt } = extension;
  return (
    <Section
      title={t('toolsPage.ext.permissions')}
      lead={
        approval === 'given' && approvedAt !== undefined
          ? t('toolsPage.ext.approvedAt', { when: formats.dateTime(approvedAt) })
          : t(`toolsPage.ext.approval.${approval}`)
      }
      actions={<Decision extension={extension} />}
    >
      <Wants extension={extension} />
    </Section>
  );
}

function Wants({ extension }: { readonly extension: ExtensionRow }) {
  const { t } = useTranslation();
  const { hosts, folders, secrets } = extension.permissions;
  if (hosts.length + folders.length + secrets.length === 0)
    return <p className={styles['none']}>{t('toolsPage.ext.wantsNothing')}</p>;
  return (
    <ul className={styles['wants']}>
      {hosts.map((host) => (
        <li key={host}>
          {t('toolsPage.ext.host')} <code>{host}</code>
        </li>
      ))}
      {folders.map(({ path, write }) => (
        <li key={path}>
          {t(write ? 'toolsPage.ext.folderWrite' : 'toolsPage.ext.folderRead')} <code>{path}</code>
        </li>
      ))}
      {secrets.map((secret) => (
        <li key={secret}>
          {t('toolsPage.ext.secret')} <code>{secret}</code>
        </li>
      ))}
    </ul>
  );
}

/** The yes is for the permissions that are shown: the gateway refuses it for others. */
function Decision({ extension }: { readonly extension: ExtensionRow }) {
  const { t } = useTranslation();
  const own = useTopic(createOwnTools);
  const task = useTask();
  const offerUndo = useUndoToast();
  const { name, approval } = extension;
  if (approval === 'not-needed') return null;
  if (approval !== 'given') {
    return (
      <Button
        look="primary"
        icon={<ShieldCheck size={14} aria-hidden />}
        disabled={task.isBusy}
        onClick={() => void task.run(() => own.approve(extension))}
      >
        {t('toolsPage.ext.approve')}
      </Button>
    );
  }
  const revoke = async (): Promise<void> => {
    if (!(await task.run(() => own.revoke(name)))) return;
    offerUndo(t('toolsPage.ext.revoked', { name }), () => {
      void task.run(() => own.approve(extension));
    });
  };
  return (
    <Button
      icon={<ShieldOff size={14} aria-hidden />}
      disabled={task.isBusy}
      onClick={() => void revoke()}
    >
      {t('toolsPage.ext.revoke')}
    </Button>
  );
}

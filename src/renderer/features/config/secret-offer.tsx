import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { parsePath } from '../../../shared/config/path.ts';
import { createConfigTopic } from '../../state/config-draft/config-topic.ts';
import type { Plan } from '../../state/config-editor/plan-ahead.ts';
import { useApp } from '../../state/app-context.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { suggestSecretName } from '../editing/suggest-secret-name.ts';
import styles from './secret-offer.module.css';
import { useTextEditor } from './use-config-files.ts';

interface SecretOfferProps {
  readonly file: string;
  readonly secret: Plan['openSecrets'][number];
  readonly onShow: () => void;
}

const nameRule = /^[A-Z_][A-Z0-9_]*$/;

/** Offers to put a secret that stands in the text where it belongs, in one click. */
export function SecretOffer({ file, secret, onShow }: SecretOfferProps) {
  const { t } = useTranslation();
  const names = useStore(useTopic(createConfigTopic).store, (state) => state.names);
  const taken = [...(names?.env ?? []).map(({ name }) => name), ...(names?.secrets ?? [])];
  const [name, setName] = useState(() => suggestSecretName(parsePath(secret.path) ?? [], taken));
  const [isBusy, setBusy] = useState(false);
  const editor = useTextEditor();
  const { toasts } = useApp();
  const isWrong = !nameRule.test(name);
  const moveTo = async (to: 'env' | 'store'): Promise<void> => {
    if (isWrong || isBusy) return;
    setBusy(true);
    try {
      const outcome = await editor.moveSecret(file, { path: secret.path, name, to });
      if (outcome.kind !== 'saved') return;
      // No way back is offered: the versions before name the secret too by now.
      toasts.show({ tone: 'plain', text: t('config.secret.moved', { name }) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className={styles['offer']}>
      <p className={styles['title']}>
        <KeyRound size={14} aria-hidden />
        <button type="button" className={styles['place']} onClick={onShow}>
          {secret.path}
        </button>
      </p>
      <Field
        label={t('config.secret.nameOf', { path: secret.path })}
        isLabelHidden
        isMono
        value={name}
        error={isWrong ? t('config.secret.nameRule') : undefined}
        onChange={({ target }) => setName(target.value)}
      />
      <div className={styles['buttons']}>
        <Button size="small" disabled={isBusy} onClick={() => void moveTo('store')}>
          {t('config.secret.toStore')}
        </Button>
        <Button size="small" disabled={isBusy} onClick={() => void moveTo('env')}>
          {t('config.secret.toEnv')}
        </Button>
      </div>
    </li>
  );
}

import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import { judgeName, type EntrySection } from '../../state/config-draft/entry-edits.ts';
import { keyOf } from '../../state/config-draft/key-of.ts';
import { toClientError } from '../../transport/client-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormButtons } from '../../ui/form-grid.tsx';
import styles from './editing.module.css';
import { UnreadableNotice } from './unreadable-notice.tsx';
import { useConfig } from './use-draft.ts';
import { useUnreadable } from './use-unreadable.ts';

interface NameDialogProps {
  readonly section: EntrySection;
  readonly title: string;
  readonly actionLabel: string;
  /** The name that is offered; it may stand there already. */
  readonly name: string;
  /** What happens with it. */
  readonly children?: ReactNode;
  /** Any name may be typed; the key is made of it and shown. */
  readonly isForPeople?: boolean;
  /** May throw ClientError, which is shown; else the dialog closes. */
  readonly onName: (key: string, name: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for the name of an entry, and says at once when it can't be one. */
export function NameDialog(props: NameDialogProps) {
  const { section, title, actionLabel, name: offered, children, onName, onClose } = props;
  const { isForPeople = false } = props;
  const { t } = useTranslation();
  const words = useErrorWords();
  const root = useConfig((state) => state.text?.parsed);
  const [name, setName] = useState(offered);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isLocked = useUnreadable([section]) !== undefined;
  // A name without any letter of ours gets the key that was offered.
  const key = isForPeople && name.trim() !== '' ? keyOf(name) || offered : name;
  const wrong = judgeName(root, section, key);
  const give = async (): Promise<void> => {
    if (wrong || isBusy || isLocked) return;
    setBusy(true);
    try {
      await onName(key, name.trim());
      onClose();
    } catch (thrown) {
      const { message, hint } = words(toClientError(thrown));
      setError(`${message} ${hint}`);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} closeLabel={t('common.close')} onClose={onClose}>
      <form
        className={styles['nameForm']}
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        <UnreadableNotice path={[section]} />
        <Field
          label={t('editing.name')}
          isMono={!isForPeople}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={name}
          {...(isForPeople && key !== '' && key !== name
            ? { help: t('editing.keyIs', { key }) }
            : {})}
          error={
            error ??
            (wrong && wrong !== 'empty' && name !== offered
              ? t(`editing.nameProblem.${wrong}`)
              : undefined)
          }
          onChange={({ target }) => {
            setName(target.value);
            setError(undefined);
          }}
        />
        {children}
        <FormButtons>
          <Button type="submit" look="primary" disabled={wrong !== undefined || isBusy || isLocked}>
            {actionLabel}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('editing.cancel')}
          </Button>
        </FormButtons>
      </form>
    </Dialog>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import { toClientError } from '../../transport/client-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormButtons, FormGrid, FormWide } from '../../ui/form-grid.tsx';
import { useTask } from '../actions/use-task.ts';

interface SecretDialogProps {
  /** Empty for a new one. */
  readonly name: string;
  readonly onSave: (name: string, value: string) => Promise<void>;
  readonly onClose: () => void;
}

const namePattern = /^[A-Z_][A-Z0-9_]*$/;

/** Takes a secret under a name; what is typed is not shown. */
export function SecretDialog({ name: known, onSave, onClose }: SecretDialogProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const [name, setName] = useState(known);
  const [value, setValue] = useState('');
  const [failure, setFailure] = useState<string>();
  const isNamed = namePattern.test(name);
  const task = useTask((thrown) => {
    const { message, hint } = describe(toClientError(thrown));
    setFailure(`${message} ${hint}`.trim());
  });
  const save = async (): Promise<void> => {
    if (await task.run(() => onSave(name, value))) onClose();
  };
  return (
    <Dialog
      title={
        known === '' ? t('settings.secrets.add') : t('settings.secrets.replaceTitle', { name })
      }
      closeLabel={t('common.cancel')}
      onClose={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isNamed && value !== '') void save();
        }}
      >
        <FormGrid>
          {known === '' && (
            <FormWide>
              <Field
                label={t('settings.secrets.name')}
                help={t('settings.secrets.nameHelp')}
                isMono
                data-autofocus
                spellCheck={false}
                autoComplete="off"
                value={name}
                error={name !== '' && !isNamed ? t('settings.secrets.nameWrong') : undefined}
                onChange={({ target }) => setName(target.value)}
              />
            </FormWide>
          )}
          <FormWide>
            <Field
              label={t('settings.secrets.value')}
              type="password"
              autoComplete="new-password"
              value={value}
              error={failure}
              onChange={({ target }) => {
                setValue(target.value);
                setFailure(undefined);
              }}
            />
          </FormWide>
          <FormWide>
            <FormButtons>
              <Button type="submit" look="primary" disabled={!isNamed || value === ''}>
                {t('settings.secrets.keep')}
              </Button>
            </FormButtons>
          </FormWide>
        </FormGrid>
      </form>
    </Dialog>
  );
}

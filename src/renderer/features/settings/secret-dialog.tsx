import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import { toClientError } from '../../transport/client-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormButtons, FormGrid, FormWide } from '../../ui/form-grid.tsx';

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
  const save = async (): Promise<void> => {
    try {
      await onSave(name, value);
      onClose();
    } catch (thrown) {
      setFailure(describe(toClientError(thrown)).message);
    }
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
              onChange={({ target }) => setValue(target.value)}
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

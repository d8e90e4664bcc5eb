import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import { toClientError } from '../../transport/client-error.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormButtons } from '../../ui/form-grid.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './editing.module.css';
import { VariableNotes } from './variable-notes.tsx';
import { useConfig } from './use-draft.ts';
import { useKeepSecret } from './use-secrets.ts';

type Place = 'store' | 'env' | 'file';

interface SecretEditorProps {
  readonly label: string;
  /** The name it is kept under unless another one is typed. */
  readonly name: string;
  /** Gets what is to be written in the file: a reference, or the secret itself when that was chosen. */
  readonly onUse: (text: string) => void;
  readonly onClose: () => void;
}

const secretName = /^[A-Z_][A-Z0-9_]*$/;

/** Takes a new secret and puts it where its owner wants it: the secret store unless said otherwise. */
export function SecretEditor({ label, name: suggested, onUse, onClose }: SecretEditorProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const keepSecret = useKeepSecret();
  const [place, setPlace] = useState<Place>('store');
  const [value, setValue] = useState('');
  const [name, setName] = useState(suggested);
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isNameWrong = place !== 'file' && !secretName.test(name);
  const isReady = !isNameWrong && (place === 'env' || value !== '');

  const use = async (): Promise<void> => {
    if (!isReady || isBusy) return;
    setBusy(true);
    try {
      onUse(await textFor(place, name, value, keepSecret));
    } catch (thrown) {
      const { message, hint } = words(toClientError(thrown));
      setError(`${message} ${hint}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles['secretEditor']} role="group" aria-label={label}>
      <div>
        <Segmented
          label={t('editing.secretPlace')}
          value={place}
          options={[
            { value: 'store', label: t('editing.placeStore') },
            { value: 'env', label: t('editing.placeEnv') },
            { value: 'file', label: t('editing.placeFile') },
          ]}
          onChoose={setPlace}
        />
      </div>
      {place !== 'env' && (
        <Field
          label={label}
          type="password"
          isMono
          autoFocus
          autoComplete="off"
          value={value}
          error={error}
          help={place === 'file' ? t('editing.placeFileHelp') : t('editing.placeStoreHelp')}
          onChange={({ target }) => setValue(target.value.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void use();
          }}
        />
      )}
      {place !== 'file' && (
        <NameField place={place} name={name} isWrong={isNameWrong} onChange={setName} />
      )}
      <FormButtons>
        <Button look="primary" disabled={!isReady || isBusy} onClick={() => void use()}>
          {t('editing.useSecret')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('editing.cancel')}
        </Button>
      </FormButtons>
    </div>
  );
}

async function textFor(
  place: Place,
  name: string,
  value: string,
  keepSecret: (name: string, value: string) => Promise<string>,
): Promise<string> {
  switch (place) {
    case 'store':
      return keepSecret(name, value);
    case 'env':
      return `$${name}`;
    case 'file':
      return value;
  }
}

interface NameFieldProps {
  readonly place: Place;
  readonly name: string;
  readonly isWrong: boolean;
  readonly onChange: (name: string) => void;
}

function NameField({ place, name, isWrong, onChange }: NameFieldProps) {
  const { t } = useTranslation();
  const listId = useId();
  const env = useConfig((state) => state.names?.env) ?? [];
  const isVariable = place === 'env';
  return (
    <>
      <Field
        label={isVariable ? t('editing.variableName') : t('editing.secretName')}
        isMono
        list={isVariable ? listId : undefined}
        autoComplete="off"
        spellCheck={false}
        value={name}
        error={isWrong ? t('editing.nameRule') : undefined}
        help={
          isVariable ? (
            <VariableNotes help={t('editing.placeEnvHelp')} text={`$${name}`} />
          ) : undefined
        }
        onChange={({ target }) => onChange(target.value.toUpperCase())}
      />
      <datalist id={listId}>
        {env.map((each) => (
          <option key={each.name} value={each.name} />
        ))}
      </datalist>
    </>
  );
}

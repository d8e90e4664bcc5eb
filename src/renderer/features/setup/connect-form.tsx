import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../i18n/use-words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Field } from '../../ui/field.tsx';
import { FormButtons, FormGrid, FormWide } from '../../ui/form-grid.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import {
  beginConnection,
  connectionKinds,
  missingParts,
  needsAddress,
  type Connection,
} from './connection.ts';
import styles from './setup.module.css';
import { useConnect } from './use-connect.ts';

/** Shown where an address is to be typed. */
const addressExample = 'http://127.0.0.1:8000/v1';

/** A provider by its key or address. It is tried before anything is kept. */
export function ConnectForm() {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const [connection, setConnection] = useState<Connection>(() => beginConnection('openai'));
  const { isBusy, error, connect, forgetError } = useConnect();
  const missing = missingParts(connection);
  // What was said of the connection as it was does not hold for the changed one.
  const change = (changed: Connection): void => {
    setConnection(changed);
    forgetError();
  };
  const set = (part: Partial<Connection>): void => change({ ...connection, ...part });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (missing.length === 0 && !isBusy) void connect(connection);
      }}
    >
      <FormGrid>
        <FormWide>
          <Segmented
            label={t('setup.model.provider')}
            value={connection.kind}
            options={connectionKinds.map((value) => ({ value, label: t(`setup.kind.${value}`) }))}
            onChoose={(kind) => change(beginConnection(kind))}
          />
        </FormWide>
        <FormWide>
          <p className={styles['note']}>{t('setup.model.connectLead')}</p>
        </FormWide>
        <ConnectionFields connection={connection} onChange={set} />
        {error && (
          <FormWide>
            <ErrorNotice
              title={t('setup.model.failed')}
              {...describe(error)}
              // The hint of the error speaks of a configuration in which nothing was kept yet.
              {...(error.code.startsWith('PROVIDER_') ? { hint: t('setup.model.failedHint') } : {})}
            />
          </FormWide>
        )}
        <FormWide>
          <FormButtons>
            <Button
              type="submit"
              look="primary"
              disabled={missing.length > 0}
              aria-disabled={isBusy}
            >
              {isBusy ? t('setup.model.trying') : t('setup.model.try')}
            </Button>
          </FormButtons>
        </FormWide>
      </FormGrid>
    </form>
  );
}

interface ConnectionFieldsProps {
  readonly connection: Connection;
  readonly onChange: (part: Partial<Connection>) => void;
}

/** Address, key and model, as far as the provider wants them. */
function ConnectionFields({ connection, onChange }: ConnectionFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {needsAddress(connection.kind) && (
        <Field
          label={t('setup.model.address')}
          isMono
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder={addressExample}
          value={connection.baseUrl}
          onChange={({ target }) => onChange({ baseUrl: target.value.trim() })}
        />
      )}
      {connection.kind !== 'ollama' && (
        <Field
          label={t('setup.model.key')}
          help={t(connection.kind === 'server' ? 'setup.model.keyOptional' : 'setup.model.keyHelp')}
          type="password"
          autoComplete="off"
          value={connection.key}
          onChange={({ target }) => onChange({ key: target.value.trim() })}
        />
      )}
      <Field
        label={t('setup.model.name')}
        help={t('setup.model.nameHelp')}
        isMono
        autoComplete="off"
        spellCheck={false}
        value={connection.model}
        onChange={({ target }) => onChange({ model: target.value.trim() })}
      />
    </>
  );
}

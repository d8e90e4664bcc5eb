import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import { readSignInCode, signIn } from '../../transport/sign-in.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Field } from '../../ui/field.tsx';
import styles from './sign-in-page.module.css';

const openCommand = 'openclaw open';

/** Shown when the gateway does not know this browser: how to get in. */
export function SignInPage({ refusal }: { readonly refusal: ClientError }) {
  const { t } = useTranslation();
  const { client, connection } = useApp();
  const linkProblem = useStore(connection, (state) => state.linkProblem);
  const describe = useErrorWords();
  const [text, setText] = useState('');
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<string>();
  // Who has just opened the page is told below; anything else is worth a word.
  const notice = linkProblem ?? (refusal.code === 'AUTH_TOKEN_MISSING' ? undefined : refusal);

  const submit = async (): Promise<void> => {
    const code = readSignInCode(text);
    if (code === undefined) {
      setProblem(t('signIn.invalid'));
      return;
    }
    setWorking(true);
    try {
      await signIn(code);
      connection.setState({ linkProblem: undefined });
      client.retryNow();
    } catch (thrown) {
      const failure = describe(toClientError(thrown));
      setProblem(`${failure.message} ${failure.hint}`);
      setWorking(false);
    }
  };

  return (
    <main className={styles['page']}>
      <form
        className={styles['card']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <BrandMark size={40} />
        <h1 className={styles['title']}>{t('signIn.title')}</h1>
        {notice && <ErrorNotice tone="warn" {...describe(notice)} />}
        <p className={styles['explain']}>{t('signIn.explain')}</p>
        <code className={styles['command']}>{openCommand}</code>
        <Field
          label={t('signIn.field')}
          placeholder={t('signIn.placeholder')}
          value={text}
          error={problem}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
        />
        <Button type="submit" look="primary" disabled={isWorking || text.trim() === ''}>
          {isWorking ? t('signIn.working') : t('signIn.submit')}
        </Button>
      </form>
    </main>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { useTask } from '../actions/use-task.ts';
import { CopyButton } from '../chat/copy-button.tsx';
import styles from './settings.module.css';

/** A link that signs another browser in, once. */
export function AccessTab() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { client, clock } = useApp();
  const task = useTask();
  const [link, setLink] = useState<{ readonly url: string; readonly until: number }>();
  const make = (): Promise<boolean> =>
    task.run(async () => {
      const { code, expiresInMs, origin } = await client.request('auth.code', {});
      setLink({
        url: `${originOf(window.location, origin)}/#code=${code}`,
        until: clock.now() + expiresInMs,
      });
    });
  return (
    <Section title={t('settings.tab.access')} lead={t('settings.accessLead')}>
      {link && (
        <div className={styles['link']}>
          <Field
            label={t('settings.access.link')}
            help={t('settings.access.expires', { time: formats.time(link.until) })}
            isMono
            readOnly
            value={link.url}
            onFocus={({ target }) => target.select()}
          />
          <CopyButton label={t('settings.access.copy')} read={() => link.url} />
        </div>
      )}
      <div>
        <Button aria-disabled={task.isBusy} onClick={() => void make()}>
          {link ? t('settings.access.another') : t('settings.access.make')}
        </Button>
      </div>
    </Section>
  );
}

/** As this browser reaches the gateway; the desktop window does so by no address at all. */
function originOf({ protocol, origin }: Location, served: string | undefined): string {
  return protocol.startsWith('http') ? origin : (served ?? origin);
}

import { useTranslation } from 'react-i18next';
import type { ChannelStatus } from '../../../../shared/protocol/channels.ts';
import { formatPath } from '../../../../shared/config/path.ts';
import type { Draft } from '../../../state/config-draft/draft.ts';
import { Button } from '../../../ui/button.tsx';
import { fieldsOf } from '../../editing/form-fields.ts';
import { showField } from '../../editing/show-field.ts';
import { useDraftState } from '../../editing/use-draft.ts';
import { useEntrySchema } from '../../editing/use-entry-schema.ts';
import { useSettingWords } from '../../editing/use-setting-words.ts';
import { useErrorWords, useFormats } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Section } from '../../../ui/section.tsx';

interface ChannelStatusProps {
  readonly status: ChannelStatus;
  readonly draft: Draft;
}

/** How a channel does, since when, and what is wrong with it. */
export function ChannelStatusSection({ status, draft }: ChannelStatusProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const formats = useFormats();
  const { clock } = useApp();
  const moment = (at: number | undefined): string =>
    at === undefined ? t('channelsPage.never') : formats.short(at, clock.now());
  const { state, since, account, node, outbox } = status;
  return (
    <Section title={t('channelsPage.status')}>
      {status.error && (
        <ErrorNotice
          tone={state === 'retrying' ? 'warn' : 'bad'}
          {...words(status.error)}
          action={<WayOn status={status} draft={draft} />}
        />
      )}
      <KeyValues
        entries={[
          {
            key: t('channelsPage.stateKey'),
            // What is wrong is said above, once.
            value: t('channelsPage.since', {
              state: status.error
                ? `${t(`channelsPage.state.${state}`)}.`
                : t(`channelsPage.stateLong.${state}`),
              time: moment(since),
            }),
          },
          { key: t('channelsPage.account'), value: account ?? t('channelsPage.noAccount') },
          { key: t('channelsPage.node'), value: node },
          { key: t('channelsPage.lastIn'), value: moment(status.lastInboundAt) },
          { key: t('channelsPage.lastOut'), value: moment(status.lastOutboundAt) },
          {
            key: t('channelsPage.outbox'),
            value: t('channelsPage.outboxCounts', {
              waiting: formats.number(outbox.waiting),
              held: formats.number(outbox.held),
              dead: formats.number(outbox.dead),
            }),
          },
        ]}
      />
    </Section>
  );
}

/** From what is wrong to the field that mends it. */
function WayOn({ status, draft }: ChannelStatusProps) {
  const { t } = useTranslation();
  const node = useEntrySchema(draft.path, status.type);
  const words = useSettingWords();
  const problem = useDraftState(draft, ({ problems }) => problems[0]?.path);
  const isLocked = useDraftState(draft, ({ unreadable }) => unreadable !== undefined);
  const secret = node && fieldsOf(node).find(({ kind }) => kind === 'secret');
  if (isLocked) return null;
  if (status.state === 'invalid' && problem !== undefined)
    return (
      <Button size="small" onClick={() => showField(problem)}>
        {t('channelsPage.showField')}
      </Button>
    );
  if ((status.state !== 'refused' && status.state !== 'conflict') || !secret) return null;
  const path = [...draft.path, ...secret.path];
  const { title } = words.setting(path, secret.node);
  return (
    <Button size="small" onClick={() => showField(formatPath(path))}>
      {t('channelsPage.replaceField', { title })}
    </Button>
  );
}

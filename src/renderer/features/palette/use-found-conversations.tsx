import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { chatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { ChannelIcon } from '../conversation/channel-icon.tsx';
import { plainWords } from '../conversation/plain-words.ts';
import type { Entry } from './use-entries.tsx';

const shownAtOnce = 8;
const calmMs = 120;

/** The last used conversations, or those whose title holds what is typed; asked for after a moment of calm. */
export function useFoundConversations(typed: string): readonly Entry[] {
  const { t } = useTranslation();
  const { client, clock, sessions } = useApp();
  const recent = useStore(sessions.store, (state) => state.rows);
  const [found, setFound] = useState<{ for: string; rows: readonly SessionRow[] }>();
  const search = typed.trim();

  useEffect(() => {
    if (search === '') return;
    const timer = clock.after(calmMs, () => {
      client.request('sessions.list', { search, limit: shownAtOnce }).then(
        (page) => setFound({ for: search, rows: page.sessions }),
        () => setFound(undefined),
      );
    });
    return () => timer.cancel();
  }, [client, clock, search]);

  const rows = search === '' ? recent : found?.for === search ? found.rows : [];
  return rows.slice(0, shownAtOnce).map((row) => ({
    id: `conversation ${row.sessionId}`,
    title: plainWords(row.title) || t('sessions.untitled'),
    note: row.channel,
    icon: <ChannelIcon type={row.channel} />,
    run: () => goTo(chatAddress(row.key)),
  }));
}

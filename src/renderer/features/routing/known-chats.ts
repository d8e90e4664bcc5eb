import type { AppState } from '../../state/app-state.ts';
import { createLiveRead, type LiveRead } from '../../state/live-read.ts';

/** A chat that wrote before, or a person that is known there. */
export interface KnownChat {
  readonly channel: string;
  readonly kind: 'direct' | 'group' | 'channel';
  readonly id: string;
  /** What people call it. */
  readonly name: string;
}

/** More than anybody looks through. */
const mostChats = 200;

/** The chats there are, for choosing one by its name. */
export function createKnownChats({ client }: Pick<AppState, 'client'>): LiveRead<KnownChat[]> {
  return createLiveRead(client, async () => {
    const [{ people }, { sessions }] = await Promise.all([
      client.request('people.list', {}),
      client.request('sessions.list', { limit: mostChats }),
    ]);
    const persons = people.flatMap(({ name, identities }) =>
      identities.map(({ channel, peer }): KnownChat => ({
        channel,
        kind: 'direct',
        id: peer,
        name,
      })),
    );
    const chats = sessions.flatMap(({ key, title }): readonly KnownChat[] => {
      const [, , channel = '', kind, id = ''] = key.split(':');
      if (kind !== 'direct' && kind !== 'group' && kind !== 'channel') return [];
      const name = title === '' ? id : title;
      return [{ channel, kind, id: id.replaceAll('%3A', ':').replaceAll('%25', '%'), name }];
    });
    const seen = new Map<string, KnownChat>();
    for (const chat of [...persons, ...chats]) {
      const place = JSON.stringify([chat.channel, chat.kind, chat.id]);
      if (!seen.has(place)) seen.set(place, chat);
    }
    return [...seen.values()];
  }, ['people.changed']);
}

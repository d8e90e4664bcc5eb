import type { StoreApi } from 'zustand/vanilla';
import type { ClientError } from '../transport/client-error.ts';
import type { Client } from '../transport/client.ts';
import type { Clock } from '../transport/clock.ts';
import { createApprovals, type Approvals } from './approvals.ts';
import { createChannelsStore, type ChannelsState } from './channels.ts';
import { createConnectionStore, type ConnectionState } from './connection.ts';
import { createConversations, type Conversations } from './conversations.ts';
import { createDeferred, type Deferred } from './deferred.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createGatewayStore, type GatewayState } from './gateway.ts';
import type { Keeper } from './keeper.ts';
import { createOutboxKeeper } from './outbox-keeper.ts';
import { createPeople, type People } from './people.ts';
import { createPictures, type Pictures } from './pictures/pictures.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createSearch, type Search } from './search.ts';
import { createSessionActions, type SessionActions } from './session-actions.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createToasts, type Toasts } from './toasts.ts';

/** Everything the interface knows, a store for each topic. */
export interface AppState {
  readonly client: Client;
  readonly clock: Clock;
  readonly newKey: () => string;
  readonly connection: StoreApi<ConnectionState>;
  readonly gateway: StoreApi<GatewayState>;
  readonly channels: StoreApi<ChannelsState>;
  readonly people: People;
  readonly approvals: Approvals;
  readonly pictures: Pictures;
  readonly sessions: Sessions;
  readonly sessionActions: SessionActions;
  readonly conversations: Conversations;
  readonly search: Search;
  readonly drafts: Drafts;
  readonly preferences: Preferences;
  readonly toasts: Toasts;
  readonly deferred: Deferred;
}

export interface AppStateDeps {
  readonly client: Client;
  readonly clock: Clock;
  readonly newKey: () => string;
  /** Outlives the browser. */
  readonly lasting: Keeper;
  /** Outlives a reload of this tab. */
  readonly tab: Keeper;
  readonly browserLanguages: readonly string[];
  /** Something that was put off could not be done. */
  readonly onFailure: (error: ClientError, toasts: Toasts) => void;
}

/** Makes all stores and ties them to the client. */
export function createAppState(deps: AppStateDeps): AppState {
  const { client, clock, newKey } = deps;
  const toasts = createToasts(clock);
  const deferred = createDeferred(clock);
  const sessions = createSessions(client, clock);
  const outbox = createOutboxKeeper(deps.tab);
  const settleFirst = deferred.settle;
  const conversations = createConversations({ client, clock, newKey, outbox, settleFirst });
  const onFailure = (error: ClientError): void => deps.onFailure(error, toasts);
  return {
    client,
    clock,
    newKey,
    toasts,
    deferred,
    sessions,
    conversations,
    connection: createConnectionStore(client),
    gateway: createGatewayStore(client),
    channels: createChannelsStore(client),
    people: createPeople(client),
    approvals: createApprovals(client),
    pictures: createPictures(client),
    sessionActions: createSessionActions({ client, sessions, conversations, deferred, onFailure }),
    search: createSearch(client, clock),
    drafts: createDrafts(deps.tab),
    preferences: createPreferences(deps.lasting, deps.browserLanguages),
  };
}

import type { i18n } from 'i18next';
import { version } from '../../../package.json';
import type { DesktopBridge } from '../../shared/protocol/ipc.ts';
import { createI18n, switchLanguage } from '../i18n/create-i18n.ts';
import { describeError } from '../i18n/describe-error.ts';
import { parseAddress } from '../navigation/address.ts';
import { createAppState, type AppState } from '../state/app-state.ts';
import { createKeeper } from '../state/keeper.ts';
import type { Language } from '../state/preferences.ts';
import { followTheme } from '../state/theme.ts';
import type { Carrier } from '../transport/carrier.ts';
import { toClientError } from '../transport/client-error.ts';
import { createClient } from '../transport/client.ts';
import { browserClock } from '../transport/clock.ts';
import { createIpcCarrier } from '../transport/ipc-carrier.ts';
import { signIn, takeCodeFromAddress } from '../transport/sign-in.ts';
import { createWebSocketCarrier, socketUrl } from '../transport/websocket-carrier.ts';
import { routes } from './routes.ts';

declare global {
  interface Window {
    /** Put there by the preload script of the desktop program; absent in a browser. */
    readonly openclaw?: DesktopBridge;
  }
}

/** Puts the interface together and begins to connect. */
export async function startApp(
  page: Window,
): Promise<{ readonly state: AppState; readonly i18n: i18n }> {
  const code = takeCodeFromAddress(page);
  const client = createClient({
    carrier: chooseCarrier(page),
    clock: browserClock,
    random: Math.random,
    identity: {
      version,
      platform: page.openclaw ? 'desktop' : 'web',
      locale: page.navigator.language,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      userAgent: page.navigator.userAgent,
    },
  });
  const state = createAppState({
    client,
    clock: browserClock,
    newKey: newRandomKey,
    lasting: createKeeper(() => page.localStorage),
    tab: createKeeper(() => page.sessionStorage),
    browserLanguages: page.navigator.languages,
    onFailure(error, toasts) {
      const { message, hint } = describeError(words, error);
      toasts.show({ tone: 'bad', text: message, hint });
    },
  });
  const { preferences } = state;
  fetchFirstPage(page, preferences.store.getState().language);
  const words = await createI18n(preferences.store.getState().language);

  followTheme(page.document.documentElement, page.matchMedia.bind(page), (listener) => {
    listener(preferences.store.getState().theme);
    preferences.store.subscribe(({ theme }) => listener(theme));
  });
  followLanguage(page, words, state);
  followPage(page, state);
  void connect(state, code);
  return { state, i18n: words };
}

function chooseCarrier(page: Window): Carrier {
  if (page.openclaw) return createIpcCarrier(page.openclaw);
  return createWebSocketCarrier(() => new WebSocket(socketUrl(page.location.href)));
}

/** A code that can't be used may leave a cookie from before: only the handshake decides. */
async function connect({ client, connection }: AppState, code: string | undefined): Promise<void> {
  if (code !== undefined)
    await signIn(code).catch((thrown: unknown) =>
      connection.setState({ linkProblem: toClientError(thrown) }),
    );
  client.start();
}

/** What the first page needs comes while the rest begins, and not once the page is drawn. */
function fetchFirstPage({ location }: Window, language: Language): void {
  const address = parseAddress(location.hash);
  routes.find(({ id }) => id === address.page)?.fetch?.(address, language);
}

function followLanguage(page: Window, words: i18n, { preferences }: AppState): void {
  page.document.documentElement.lang = preferences.store.getState().language;
  preferences.store.subscribe(({ language }, before) => {
    if (language === before.language) return;
    page.document.documentElement.lang = language;
    const isWanted = (): boolean => preferences.store.getState().language === language;
    void switchLanguage(words, language, isWanted);
  });
}

/** The network is back, the page is looked at again, or it goes. */
function followPage(page: Window, { client, deferred }: AppState): void {
  page.addEventListener('online', client.retryNow);
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'visible') client.retryNow();
  });
  page.addEventListener('pagehide', () => deferred.settleAll());
}

/** Random, for idempotency keys and new conversations. Works on plain http as well. */
function newRandomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

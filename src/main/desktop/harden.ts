import { app, shell, type Session, type WebContents } from 'electron';
import { appOrigin } from './app-scheme.ts';

const outsideProtocols = ['http:', 'https:', 'mailto:'];

/** No page gets a permission but to put text into the clipboard, which a click on "copy" does. */
export function hardenSession(session: Session): void {
  const isAllowed = (permission: string): boolean => permission === 'clipboard-sanitized-write';
  session.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(isAllowed(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);
}

/** Holds for every page this program will ever show: it stays where it is, and opens nothing. */
export function hardenEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
}

function hardenContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  const stay = (event: { preventDefault(): void }, url: string): void => {
    if (isOwnPage(url)) return;
    event.preventDefault();
    openOutside(url);
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Whether an address belongs to the interface itself. */
export function isOwnPage(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}

/** Links leave for the browser of the user, and only kinds of links that cannot start programs. */
export function isSafeOutside(url: string): boolean {
  return URL.canParse(url) && outsideProtocols.includes(new URL(url).protocol);
}

function openOutside(url: string): void {
  if (isSafeOutside(url)) void shell.openExternal(url);
}

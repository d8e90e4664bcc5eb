import path from 'node:path';
import { app, dialog, ipcMain, session, type BrowserWindow } from 'electron';
import { toAppError } from '../../shared/errors/index.ts';
import type { Carrier } from '../gateway/carrier.ts';
import type { AttachedPeer } from '../gateway/types.ts';
import { registerAppScheme, serveAppScheme } from './app-scheme.ts';
import { hardenEveryPage, hardenSession } from './harden.ts';
import { createIpcGate } from './ipc-gate.ts';
import { createMainWindow, focusWindow } from './main-window.ts';

/** The gateway inside this process, as the desktop needs it. */
export interface DesktopGateway {
  attach(carrier: Carrier): AttachedPeer;
  /** Everything that was accepted is on disk when it resolves. */
  stop(): Promise<void>;
}

export interface DesktopOptions {
  /** The folder `out` of the build. */
  readonly outDir: string;
  /** Builds and starts the gateway; its failure is shown, and the program ends. */
  readonly startGateway: () => Promise<DesktopGateway>;
}

/** Runs the desktop program: one instance, one gateway, one window. */
export function startDesktop(options: DesktopOptions): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  registerAppScheme();
  hardenEveryPage();
  let window: BrowserWindow | undefined;
  app.on('second-instance', () => window && focusWindow(window));
  run(options, (made) => (window = made)).catch(reportFatal);
}

async function run(
  { outDir, startGateway }: DesktopOptions,
  onWindow: (window: BrowserWindow) => void,
): Promise<void> {
  await app.whenReady();
  hardenSession(session.defaultSession);
  serveAppScheme(session.defaultSession, path.join(outDir, 'renderer'));
  const gateway = await startGateway();
  const gate = createIpcGate({ ipcMain, attach: (carrier) => gateway.attach(carrier) });
  const open = (): void => onWindow(createMainWindow(path.join(outDir, 'preload', 'index.cjs')));
  open();
  app.on('activate', () => {
    if (process.platform === 'darwin') open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  stopBeforeQuit(async () => {
    gate.close();
    await gateway.stop();
  });
}

/** Holds the end of the program back until the gateway has ended. */
function stopBeforeQuit(stop: () => Promise<void>): void {
  let isStopped = false;
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    stop()
      .catch(() => undefined)
      .finally(() => {
        isStopped = true;
        app.quit();
      });
  });
}

function reportFatal(thrown: unknown): void {
  const { message, hint, code } = toAppError(thrown);
  dialog.showErrorBox('OpenClaw Desktop cannot start', `${message}\n${hint}\n\n${code}`);
  app.exit(1);
}

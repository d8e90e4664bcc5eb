import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import { limits } from '../../shared/config/limits.ts';
import { ipcChannels, type IpcState } from '../../shared/protocol/ipc.ts';
import type { Carrier } from '../gateway/carrier.ts';
import type { AttachedPeer } from '../gateway/types.ts';
import { isOwnPage } from './harden.ts';

export interface IpcGateDeps {
  /** Electron's; passed in so that the gate can be tested without it. */
  readonly ipcMain: Pick<IpcMain, 'on' | 'removeListener'>;
  /** Serves a window as a peer of the gateway. */
  attach(carrier: Carrier): AttachedPeer;
}

export interface IpcGate {
  /** Ends every line; nothing is let through any more. */
  close(): void;
}

interface Line {
  readonly contents: WebContents;
  peer: AttachedPeer;
}

/**
 * The only place that touches `ipcMain`: windows of this program, on their own page, get a line to
 * the gateway; nobody else is answered. A page that is loaded again gets a new line.
 */
export function createIpcGate(deps: IpcGateDeps): IpcGate {
  const lines = new Map<number, Line>();
  let isClosed = false;

  const tell = (contents: WebContents, state: IpcState): void => {
    if (!contents.isDestroyed()) contents.send(ipcChannels.state, state);
  };
  const drop = (contents: WebContents): void => {
    const line = lines.get(contents.id);
    lines.delete(contents.id);
    line?.peer.closed();
  };
  const open = (contents: WebContents): void => {
    drop(contents);
    if (isClosed || contents.isDestroyed()) return;
    lines.set(contents.id, { contents, peer: deps.attach(createCarrier(contents)) });
    tell(contents, 'open');
  };
  const createCarrier = (contents: WebContents): Carrier => ({
    send(frame) {
      if (!contents.isDestroyed()) contents.send(ipcChannels.frame, frame);
    },
    // Messages between processes are handed over at once; there is nothing to measure.
    bufferedAmount: 0,
    close() {
      drop(contents);
      tell(contents, 'closed');
      // The gateway hung up on this peer; the window may begin anew.
      setImmediate(() => open(contents));
    },
  });

  const onOpen = (event: IpcMainEvent): void => {
    if (!isTrustedSender(event)) return;
    const { sender } = event;
    if (!lines.has(sender.id)) sender.once('destroyed', () => drop(sender));
    open(sender);
  };
  const onFrame = (event: IpcMainEvent, text: unknown): void => {
    if (!isTrustedSender(event) || !isFrameText(text)) return;
    lines.get(event.sender.id)?.peer.receive(text);
  };
  deps.ipcMain.on(ipcChannels.open, onOpen);
  deps.ipcMain.on(ipcChannels.frame, onFrame);

  return {
    close() {
      isClosed = true;
      deps.ipcMain.removeListener(ipcChannels.open, onOpen);
      deps.ipcMain.removeListener(ipcChannels.frame, onFrame);
      for (const { contents } of [...lines.values()]) {
        drop(contents);
        tell(contents, 'closed');
      }
    },
  };
}

/** Only the page of a window itself may speak, never a frame in it, and only our own page. */
function isTrustedSender({ sender, senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnPage(senderFrame.url);
}

function isFrameText(text: unknown): text is string {
  return typeof text === 'string' && text.length <= limits.frame.maxBytes;
}

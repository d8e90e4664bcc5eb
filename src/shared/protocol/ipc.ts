/**
 * The second carrier of the protocol: the message port between the desktop window and its main
 * process. It carries the very same frames as the WebSocket, and no handshake: who is at the other
 * end is known.
 */
export const ipcChannels = {
  /** The window asks to be connected; answered with `state`. */
  open: 'openclaw:open',
  /** One frame as text, in both directions. */
  frame: 'openclaw:frame',
  /** To the window: whether frames go through. */
  state: 'openclaw:state',
} as const;

export const ipcStates = ['open', 'closed'] as const;
export type IpcState = (typeof ipcStates)[number];

/** What the preload script puts on `window.openclaw`. */
export interface DesktopBridge {
  send(text: string): void;
  onFrame(listener: (text: string) => void): void;
  /** Also asks the gateway to open the line. */
  onState(listener: (state: IpcState) => void): void;
}

import type { Carrier, CarrierState } from './carrier.ts';

/** The part of a browser's WebSocket that is used, so that a test can stand in for it. */
export type SocketLike = Pick<
  WebSocket,
  'readyState' | 'onopen' | 'onmessage' | 'onclose' | 'send' | 'close'
>;

const openState = 1;

/** The gateway's socket at the address the page came from. */
export function socketUrl(pageUrl: string): string {
  const url = new URL('.', pageUrl);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/**
 * Frames over a WebSocket. The browser adds the cookie it was signed in with; nothing secret is in
 * the address.
 * @param connect makes a socket; called at each `open`
 */
export function createWebSocketCarrier(connect: () => SocketLike): Carrier {
  let socket: SocketLike | undefined;
  let tellFrame: (text: string) => void = () => undefined;
  let tellState: (state: CarrierState) => void = () => undefined;

  const leave = (code: number, reason: string): void => {
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket = undefined;
    tellState({ kind: 'closed', code, reason });
  };

  return {
    needsHandshake: true,
    open() {
      if (socket) return;
      const opened = connect();
      socket = opened;
      opened.onopen = () => tellState({ kind: 'open' });
      opened.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string') tellFrame(data);
      };
      opened.onclose = ({ code, reason }) => leave(code, reason);
    },
    close() {
      const closing = socket;
      leave(1000, '');
      closing?.close();
    },
    send(text) {
      if (socket?.readyState === openState) socket.send(text);
    },
    onFrame: (listener) => void (tellFrame = listener),
    onState: (listener) => void (tellState = listener),
  };
}

import { describe, expect, it } from 'vitest';
import type { IpcState } from '../../shared/protocol/ipc.ts';
import type { Carrier } from './carrier.ts';
import { settle } from './driven-clock.ts';
import { createIpcCarrier } from './ipc-carrier.ts';
import { createWebSocketCarrier, socketUrl, type SocketLike } from './websocket-carrier.ts';

/** The far end of a line, whatever it is made of. */
interface FarEnd {
  readonly carrier: Carrier;
  readonly sent: string[];
  readonly accept: () => void;
  readonly say: (text: string) => void;
  readonly breakLine: () => void;
}

function webSocketEnd(): FarEnd {
  const sent: string[] = [];
  let socket: { -readonly [K in keyof SocketLike]: SocketLike[K] };
  const carrier = createWebSocketCarrier(() => {
    socket = {
      readyState: 0,
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (text) => void sent.push(text as string),
      close: () => undefined,
    };
    return socket;
  });
  const call = (handler: unknown, event: unknown): void =>
    (handler as ((event: unknown) => void) | null)?.(event);
  return {
    carrier,
    sent,
    accept() {
      socket.readyState = 1;
      call(socket.onopen, {});
    },
    say: (text) => call(socket.onmessage, { data: text }),
    breakLine: () => call(socket.onclose, { code: 1006, reason: '' }),
  };
}

function ipcEnd(): FarEnd {
  const sent: string[] = [];
  let tellState: (state: IpcState) => void = () => undefined;
  let tellFrame: (text: string) => void = () => undefined;
  const carrier = createIpcCarrier({
    send: (text) => void sent.push(text),
    onFrame: (listener) => void (tellFrame = listener),
    onState: (listener) => void (tellState = listener),
  });
  return {
    carrier,
    sent,
    accept: () => tellState('open'),
    say: (text) => tellFrame(text),
    breakLine: () => tellState('closed'),
  };
}

describe.each([
  ['WebSocket', webSocketEnd],
  ['IPC', ipcEnd],
])('a line over %s', (_name, makeEnd) => {
  const setUp = () => {
    const end = makeEnd();
    const seen: string[] = [];
    end.carrier.onState((state) => seen.push(state.kind));
    end.carrier.onFrame((text) => seen.push(text));
    return { ...end, seen };
  };

  it('says when it is open, carries frames both ways, and says when it breaks', () => {
    const { carrier, sent, seen, accept, say, breakLine } = setUp();
    carrier.open();
    accept();
    carrier.send('a');
    say('b');
    breakLine();
    expect([sent, seen]).toEqual([['a'], ['open', 'b', 'closed']]);
  });

  it('can be opened again, and sends nothing in between', () => {
    const { carrier, sent, seen, accept, breakLine } = setUp();
    carrier.open();
    accept();
    breakLine();
    carrier.send('lost');
    carrier.open();
    accept();
    carrier.send('c');
    expect([sent, seen]).toEqual([['c'], ['open', 'closed', 'open']]);
  });

  it('reports once that it was closed from this side', async () => {
    const { carrier, seen, accept } = setUp();
    carrier.open();
    accept();
    carrier.close();
    carrier.close();
    await settle();
    expect(seen).toEqual(['open', 'closed']);
  });
});

describe('the address of the socket', () => {
  it('is that of the page, without its fragment', () => {
    expect(socketUrl('http://127.0.0.1:1/#/chat/x')).toBe('ws://127.0.0.1:1/');
    expect(socketUrl('https://host/claw/index.html#x')).toBe('wss://host/claw/');
  });
});

import WebSocket from 'ws';
import type { EventFrame, ResponseFrame } from '../../src/shared/protocol/frames.ts';

/** A socket that keeps what it received in the order in which it came. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly frames: readonly (ResponseFrame | EventFrame)[];
  send(text: string | Buffer): void;
  /** The first frame, from the start of the connection on, for which `find` finds something. */
  waitFor<T>(what: string, find: (frame: ResponseFrame | EventFrame) => T | undefined): Promise<T>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Opens a socket; resolves when it is open, rejects when it is refused. */
export async function openSocket(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawSocket> {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false });
  const frames: (ResponseFrame | EventFrame)[] = [];
  const listeners = new Set<() => void>();
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  socket.on('message', (data) => {
    frames.push(JSON.parse((data as Buffer).toString('utf8')) as ResponseFrame | EventFrame);
    for (const listener of [...listeners]) listener();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  // What breaks later shows in `closed`.
  socket.on('error', () => undefined);
  return {
    socket,
    frames,
    send: (text) => socket.send(text),
    waitFor: (what, find) => waitFor({ frames, listeners, closed }, what, find),
    closed,
  };
}

interface Source {
  readonly frames: readonly (ResponseFrame | EventFrame)[];
  readonly listeners: Set<() => void>;
  readonly closed: Promise<unknown>;
}

const patienceMs = 20_000;

function waitFor<T>(
  { frames, listeners, closed }: Source,
  what: string,
  find: (frame: ResponseFrame | EventFrame) => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let looked = 0;
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      listeners.delete(look);
      end();
    };
    const look = (): void => {
      for (; looked < frames.length; looked += 1) {
        const frame = frames[looked];
        const found = frame && find(frame);
        if (found === undefined) continue;
        finish(() => resolve(found));
        return;
      }
    };
    const give = (why: string) => (): void =>
      finish(() => reject(new Error(`${why} before this came: ${what}\n${describe(frames)}`)));
    const timer = setTimeout(give('time ran out'), patienceMs);
    void closed.then(() => {
      look();
      give('the connection closed')();
    });
    listeners.add(look);
    look();
  });
}

function describe(frames: readonly (ResponseFrame | EventFrame)[]): string {
  const last = frames.slice(-8).map((frame) => JSON.stringify(frame).slice(0, 400));
  return `the last of ${frames.length} frames:\n${last.join('\n')}`;
}

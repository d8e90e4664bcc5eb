import { EventEmitter } from 'node:events';
import type { IpcMain, WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import type { Carrier } from '../gateway/carrier.ts';

vi.mock('electron', () => ({ app: {}, shell: {}, protocol: {} }));
const { createIpcGate } = await import('./ipc-gate.ts');

interface Frame {
  readonly url: string;
}

/** A page as Electron shows it to the main process. */
class FakeContents extends EventEmitter {
  readonly id: number;
  readonly sent: [string, unknown][] = [];
  readonly mainFrame: Frame;
  private hasEnded = false;

  constructor(id: number, url: string) {
    super();
    this.id = id;
    this.mainFrame = { url };
  }

  isDestroyed(): boolean {
    return this.hasEnded;
  }

  send(channel: string, value: unknown): void {
    this.sent.push([channel, value]);
  }

  destroy(): void {
    this.hasEnded = true;
    this.emit('destroyed');
  }
}

function setUp() {
  const ipcMain = new EventEmitter() as unknown as IpcMain;
  const received: string[] = [];
  const carriers: Carrier[] = [];
  let closedCount = 0;
  const gate = createIpcGate({
    ipcMain,
    attach(carrier) {
      carriers.push(carrier);
      return {
        connection: undefined as never,
        receive: (frame) => received.push(frame),
        closed: () => (closedCount += 1),
      };
    },
  });
  const say = (contents: FakeContents, channel: string, value?: unknown, frame?: Frame) =>
    ipcMain.emit(
      channel,
      { sender: contents as unknown as WebContents, senderFrame: frame ?? contents.mainFrame },
      value,
    );
  return { gate, received, carriers, say, closed: () => closedCount };
}

const ownPage = 'app://openclaw/';

describe('the message line of a window', () => {
  it('opens when the page asks, and carries frames both ways', () => {
    const { received, carriers, say } = setUp();
    const page = new FakeContents(1, ownPage);
    say(page, 'openclaw:open');
    say(page, 'openclaw:frame', '{"type":"req"}');
    carriers[0]?.send('{"type":"res"}');
    expect(received).toEqual(['{"type":"req"}']);
    expect(page.sent).toEqual([
      ['openclaw:state', 'open'],
      ['openclaw:frame', '{"type":"res"}'],
    ]);
  });

  it('does not listen to another page, nor to a frame inside of ours', () => {
    const { received, carriers, say } = setUp();
    const stranger = new FakeContents(1, 'https://example.org/');
    say(stranger, 'openclaw:open');
    say(stranger, 'openclaw:frame', 'x');
    const page = new FakeContents(2, ownPage);
    say(page, 'openclaw:open');
    say(page, 'openclaw:frame', 'x', { url: ownPage });
    say(new FakeContents(3, 'app://openclaw.evil/'), 'openclaw:open');
    expect(received).toEqual([]);
    expect(carriers).toHaveLength(1);
  });

  it('takes text of a bounded length and nothing else', () => {
    const { received, say } = setUp();
    const page = new FakeContents(1, ownPage);
    say(page, 'openclaw:open');
    say(page, 'openclaw:frame', { type: 'req' });
    say(page, 'openclaw:frame', 'x'.repeat(limits.frame.maxBytes + 1));
    expect(received).toEqual([]);
  });

  it('gives a page that is loaded again a new line, and ends the old one', () => {
    const { carriers, say, closed } = setUp();
    const page = new FakeContents(1, ownPage);
    say(page, 'openclaw:open');
    say(page, 'openclaw:open');
    expect(carriers).toHaveLength(2);
    expect(closed()).toBe(1);
  });

  it('lets the window begin anew after the gateway hung up', async () => {
    const { carriers, say, closed } = setUp();
    const page = new FakeContents(1, ownPage);
    say(page, 'openclaw:open');
    carriers[0]?.close(1008, 'slow');
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed()).toBe(1);
    expect(carriers).toHaveLength(2);
    expect(page.sent.map(([, value]) => value)).toEqual(['open', 'closed', 'open']);
  });

  it('ends the line with the window, and all lines with the gate', () => {
    const { gate, say, closed, received } = setUp();
    const gone = new FakeContents(1, ownPage);
    const open = new FakeContents(2, ownPage);
    say(gone, 'openclaw:open');
    say(open, 'openclaw:open');
    gone.destroy();
    expect(closed()).toBe(1);
    gate.close();
    expect(closed()).toBe(2);
    say(open, 'openclaw:frame', 'late');
    expect(received).toEqual([]);
    expect(open.sent.at(-1)).toEqual(['openclaw:state', 'closed']);
  });
});

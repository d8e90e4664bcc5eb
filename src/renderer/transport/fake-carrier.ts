import type { Carrier, CarrierState } from './carrier.ts';

interface SentRequest {
  readonly type: 'req';
  readonly id: string;
  readonly method: string;
  readonly params: Record<string, unknown>;
}

/** A line for tests, whose other end is the test itself. */
export interface FakeCarrier extends Carrier {
  readonly sent: SentRequest[];
  readonly openCount: number;
  readonly isOpen: boolean;
  accept(): void;
  breakLine(): void;
  say(frame: object | string): void;
  /** Answers the last request of that method. */
  answer(method: string, payload: unknown): void;
  refuse(method: string, error: object): void;
  countOf(method: string): number;
}

/** @param needsHandshake false for the desktop's kind of line */
export function createFakeCarrier(needsHandshake = true): FakeCarrier {
  const sent: SentRequest[] = [];
  let tellFrame: (text: string) => void = () => undefined;
  let tellState: (state: CarrierState) => void = () => undefined;
  let openCount = 0;
  let isOpen = false;
  let isWanted = false;

  const leave = (): void => {
    if (!isWanted) return;
    isWanted = isOpen = false;
    tellState({ kind: 'closed', code: 1006, reason: '' });
  };
  const idOf = (method: string): string => {
    const request = sent.findLast((entry) => entry.method === method);
    if (!request) throw new Error(`nobody asked for ${method}`);
    return request.id;
  };

  const fake: FakeCarrier = {
    needsHandshake,
    sent,
    get openCount() {
      return openCount;
    },
    get isOpen() {
      return isOpen;
    },
    open() {
      openCount += 1;
      isWanted = true;
    },
    close: leave,
    send(text) {
      if (isOpen) sent.push(JSON.parse(text) as SentRequest);
    },
    onFrame: (listener) => void (tellFrame = listener),
    onState: (listener) => void (tellState = listener),
    accept() {
      isOpen = true;
      tellState({ kind: 'open' });
    },
    breakLine: leave,
    say: (frame) => tellFrame(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    answer(method, payload) {
      fake.say({ type: 'res', id: idOf(method), ok: true, payload });
    },
    refuse(method, error) {
      fake.say({ type: 'res', id: idOf(method), ok: false, error });
    },
    countOf: (method) => sent.filter((entry) => entry.method === method).length,
  };
  return fake;
}

import type { Writable } from 'node:stream';

/**
 * Lets what is written in one round of the event loop leave in one write: the end of a turn is half a
 * dozen frames, and each write is a call of the system.
 */
export class WriteGatherer {
  private readonly stream: Writable;
  private isHolding = false;

  constructor(stream: Writable) {
    this.stream = stream;
  }

  /** Holds back what is written from here to the end of this round. */
  hold(): void {
    if (this.isHolding) return;
    this.isHolding = true;
    this.stream.cork();
    setImmediate(letGo, this);
  }

  letGo(): void {
    this.isHolding = false;
    this.stream.uncork();
  }
}

/** One function for all of them, so that holding makes no closure. */
function letGo(gatherer: WriteGatherer): void {
  gatherer.letGo();
}

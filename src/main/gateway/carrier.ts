/** What brings frames to a peer: a WebSocket, or a message port of the desktop. */
export interface Carrier {
  send(frame: string): void;
  /** What is sent until the present work is over leaves together; absent where that saves nothing. */
  gather?(): void;
  /** Bytes that were sent and have not left yet. */
  readonly bufferedAmount: number;
  close(code: number, reason: string): void;
  /** Asks for a sign of life; absent where the other side can't vanish unnoticed. */
  ping?(): void;
  /** Cuts without a word. */
  terminate?(): void;
}

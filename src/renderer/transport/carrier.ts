/** What became of the line below the protocol. */
export type CarrierState =
  | { readonly kind: 'open' }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

/**
 * A line that takes text frames to the gateway and back. It knows nothing of what they mean; it
 * may be opened again after it was closed. There is one for browsers and one for the desktop.
 */
export interface Carrier {
  /** Whether the gateway asks who we are (`connect.challenge`) before it answers. */
  readonly needsHandshake: boolean;
  open(): void;
  /** Ends the line; `closed` is reported if it was open or opening. */
  close(): void;
  /** Hands over one frame. Does nothing when the line is not open. */
  send(text: string): void;
  onFrame(listener: (text: string) => void): void;
  onState(listener: (state: CarrierState) => void): void;
}

import type { DesktopBridge } from '../../shared/protocol/ipc.ts';
import type { Carrier, CarrierState } from './carrier.ts';

/**
 * Frames over the desktop program's own channel. The window belongs to the program, so there is
 * no handshake; the bridge reports `open` once the gateway in the main process is ready.
 */
export function createIpcCarrier(bridge: DesktopBridge): Carrier {
  let isWanted = false;
  let isBridgeOpen = false;
  let tellState: (state: CarrierState) => void = () => undefined;

  bridge.onState((state) => {
    isBridgeOpen = state === 'open';
    if (!isWanted) return;
    if (isBridgeOpen) tellState({ kind: 'open' });
    else {
      isWanted = false;
      tellState({ kind: 'closed', code: 1006, reason: '' });
    }
  });

  return {
    needsHandshake: false,
    open() {
      isWanted = true;
      if (isBridgeOpen) queueMicrotask(() => tellState({ kind: 'open' }));
    },
    close() {
      if (!isWanted) return;
      isWanted = false;
      tellState({ kind: 'closed', code: 1000, reason: '' });
    },
    send(text) {
      if (isWanted) bridge.send(text);
    },
    onFrame: (listener) => bridge.onFrame(listener),
    onState: (listener) => void (tellState = listener),
  };
}

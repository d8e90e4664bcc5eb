import { useCallback, useEffect, useState } from 'react';
import { limits } from '../../../shared/config/limits.ts';
import { useApp } from '../../state/app-context.ts';
import { readPictureHead } from '../../state/pictures/picture-head.ts';

/** A picture of a message on its way to the screen. */
export type PictureLoad =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Bytes that are there but no picture this page draws: another kind, too large, broken. */
  | { readonly kind: 'undrawable'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** The bytes could not be had; may be tried again. */
  | { readonly kind: 'failed' };

interface PictureBytes {
  readonly load: PictureLoad;
  readonly tryAgain: () => void;
  readonly giveUp: () => void;
}

/** Fetches the bytes of a picture when it is shown, and again when there is a line. */
export function usePictureBytes(hash: string): PictureBytes {
  const { pictures, client } = useApp();
  const [load, setLoad] = useState<PictureLoad>(() => judge(pictures.peek(hash)));
  const [round, setRound] = useState(0);
  const tryAgain = useCallback(() => setRound((before) => before + 1), []);
  const giveUp = useCallback(
    () => setLoad((now) => (now.kind === 'ready' ? { kind: 'undrawable', bytes: now.bytes } : now)),
    [],
  );
  useEffect(() => {
    let isWanted = true;
    pictures.load(hash).then(
      (bytes) => isWanted && setLoad((now) => (now.kind === 'undrawable' ? now : judge(bytes))),
      () => isWanted && setLoad({ kind: 'failed' }),
    );
    return () => {
      isWanted = false;
    };
  }, [pictures, hash, round]);
  useEffect(
    () => (load.kind === 'failed' ? client.onReady(tryAgain) : undefined),
    [client, load.kind, tryAgain],
  );
  return { load, tryAgain, giveUp };
}

function judge(bytes: Uint8Array<ArrayBuffer> | undefined): PictureLoad {
  if (!bytes) return { kind: 'loading' };
  const head = readPictureHead(bytes);
  const canDraw = head !== undefined && head.width * head.height <= limits.pictures.pixels;
  return { kind: canDraw ? 'ready' : 'undrawable', bytes };
}

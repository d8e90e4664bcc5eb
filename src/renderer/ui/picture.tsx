import { useEffect, useRef } from 'react';
import styles from './picture.module.css';

interface PictureProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it is, for those who don't see it. Empty where words stand beside it. */
  readonly label: string;
  /** The longer edge it is drawn with, in pixels of the screen; smaller pictures stay as they are. */
  readonly edgePx: number;
  /** cover: fills its place, what stands over is cut off; whole: all of it, as large as it fits. */
  readonly fit: 'cover' | 'whole';
  /** It can't be drawn after all. */
  readonly onFailure?: () => void;
}

/**
 * A picture drawn from its bytes. On a canvas and not by an address, so that the page needs no
 * permission to load pictures from anywhere; the browser turns photos upright.
 */
export function Picture({ bytes, label, edgePx, fit, onFailure }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fail = useRef(onFailure);
  useEffect(() => {
    fail.current = onFailure;
  });
  useEffect(() => {
    let isWanted = true;
    createImageBitmap(new Blob([bytes])).then(
      (bitmap) => {
        if (isWanted && canvas.current) draw(canvas.current, bitmap, edgePx);
        bitmap.close();
      },
      () => {
        if (isWanted) fail.current?.();
      },
    );
    return () => {
      isWanted = false;
    };
  }, [bytes, edgePx]);
  return (
    <canvas
      ref={canvas}
      className={styles[fit]}
      width={1}
      height={1}
      {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}

function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap, edgePx: number): void {
  const scale = Math.min(1, edgePx / Math.max(bitmap.width, bitmap.height));
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  canvas.dataset['drawn'] = `${bitmap.width}x${bitmap.height}`;
}

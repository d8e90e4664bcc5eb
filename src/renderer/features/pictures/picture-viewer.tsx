import { createContext, use, useState, type ReactNode } from 'react';
import { PictureDialog } from './picture-dialog.tsx';

interface ShownPicture {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const ViewerContext = createContext<(picture: ShownPicture) => void>(() => undefined);

/** Shows a picture large. */
export function useShowPicture(): (picture: ShownPicture) => void {
  return use(ViewerContext);
}

/** Holds the picture that is shown large, so that it stays when the message it is of scrolls away. */
export function PictureViewer({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<ShownPicture>();
  return (
    <ViewerContext value={setShown}>
      {children}
      {shown && <PictureDialog {...shown} onClose={() => setShown(undefined)} />}
    </ViewerContext>
  );
}

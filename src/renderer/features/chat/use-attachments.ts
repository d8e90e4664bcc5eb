import { useState } from 'react';
import { useApp } from '../../state/app-context.ts';
import {
  attachPictures,
  type PickedFile,
  type Picture,
  type Rejection,
} from '../../state/pictures/attach-pictures.ts';

/** The pictures of a draft. */
export interface Attachments {
  readonly pictures: readonly Picture[];
  /** Why files were not taken, of the last try. */
  readonly rejections: readonly Rejection[];
  /** Pictures this draft had before the page was loaded again. */
  readonly lostCount: number;
  readonly add: (files: readonly PickedFile[]) => void;
  /** Puts back what was taken back from the conversation. */
  readonly putBack: (pictures: readonly Picture[]) => void;
  readonly remove: (id: string) => void;
  /** They were sent, or the notes about them were read. */
  readonly clear: () => void;
}

/** Pictures beside the text of a draft; they stay with their conversation until the page goes. */
export function useAttachments(conversationKey: string): Attachments {
  const { drafts, newKey, pictures: kept } = useApp();
  const [pictures, setPictures] = useState(() => drafts.readPictures(conversationKey));
  const [rejections, setRejections] = useState<readonly Rejection[]>([]);
  const [lostCount, setLostCount] = useState(() => drafts.countLost(conversationKey));

  const keep = (next: readonly Picture[]): void => {
    drafts.writePictures(conversationKey, next);
    setPictures(next);
    setLostCount(0);
  };
  const add = async (files: readonly PickedFile[]): Promise<void> => {
    // What is there when the files have been read counts, not what was there before.
    const outcome = await attachPictures(drafts.readPictures(conversationKey), files, newKey);
    setRejections(outcome.rejections);
    keep(outcome.pictures);
    for (const { bytes } of outcome.pictures) void kept.remember(bytes);
  };
  return {
    pictures,
    rejections,
    lostCount,
    add: (files) => void add(files),
    putBack: (some) => keep([...drafts.readPictures(conversationKey), ...some]),
    remove(id) {
      setRejections([]);
      keep(drafts.readPictures(conversationKey).filter((picture) => picture.id !== id));
    },
    clear() {
      setRejections([]);
      keep([]);
    },
  };
}

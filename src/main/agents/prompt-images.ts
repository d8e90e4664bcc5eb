import { limits } from '../../shared/config/limits.ts';
import type { BlobFiles } from '../platform/blob-files.ts';
import type { ModelImage, ModelMessage } from '../providers/provider.ts';
import type { ImageRef, PromptMessage } from './prompt-message.ts';

/**
 * Gives a prompt its pictures, the newest first until they are too many or too large, and to the
 * model its own state of earlier answers. A picture that is left out is named in the text.
 */
export async function toModelMessages(
  messages: readonly PromptMessage[],
  modelId: string,
  blobs: BlobFiles,
): Promise<readonly ModelMessage[]> {
  // Most prompts are long and hold no picture: those cost no promise for each message.
  const hasImages = messages.some(({ images }) => images !== undefined);
  const chosen = hasImages ? chooseImages(messages) : new Set<ImageRef>();
  const made: ModelMessage[] = [];
  for (const { message, images = [], state } of messages) {
    if (message.role === 'assistant')
      made.push(state?.model === modelId ? { ...message, state: state.data } : message);
    else if (images.length === 0) made.push(message);
    else made.push(await withImages(message, images, chosen, blobs));
  }
  return made;
}

async function withImages(
  message: Exclude<ModelMessage, { role: 'assistant' }>,
  images: readonly ImageRef[],
  chosen: ReadonlySet<ImageRef>,
  blobs: BlobFiles,
): Promise<ModelMessage> {
  const loaded = await Promise.all(
    images.map(async (image) => (chosen.has(image) ? load(image, blobs) : undefined)),
  );
  const shown = loaded.filter((image) => image !== undefined);
  const missing = images.length - shown.length;
  const note = missing === 0 ? '' : `\n[${missing} picture(s) not shown here]`;
  return { ...message, text: message.text + note, images: shown };
}

function chooseImages(messages: readonly PromptMessage[]): ReadonlySet<ImageRef> {
  const chosen = new Set<ImageRef>();
  let bytes = 0;
  for (const image of messages.flatMap(({ images = [] }) => images).reverse()) {
    // One that a vendor refuses would make every later turn of the conversation fail.
    if (image.sizeBytes > limits.turn.promptImageEachBytes) continue;
    bytes += image.sizeBytes;
    if (chosen.size >= limits.turn.promptImages || bytes > limits.turn.promptImageBytes) break;
    chosen.add(image);
  }
  return chosen;
}

async function load(image: ImageRef, blobs: BlobFiles): Promise<ModelImage | undefined> {
  const data = await blobs.get(image.blob);
  return data && { mimeType: image.mimeType, data: data.toString('base64') };
}

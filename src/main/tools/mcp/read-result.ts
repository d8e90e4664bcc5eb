import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { ToolImage, ToolResult } from '../tool.ts';

const resource = lazy(() =>
  z.looseObject({
    uri: z.string(),
    mimeType: z.string().optional().catch(undefined),
    text: z.string().optional().catch(undefined),
    blob: z.string().optional().catch(undefined),
  }),
);

const block = lazy(() =>
  z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('text'), text: z.string() }),
    z.looseObject({ type: z.literal('image'), data: z.string(), mimeType: z.string() }),
    z.looseObject({ type: z.literal('audio'), mimeType: z.string().optional() }),
    z.looseObject({ type: z.literal('resource'), resource: resource() }),
    z.looseObject({
      type: z.literal('resource_link'),
      uri: z.string(),
      name: z.string().optional().catch(undefined),
      description: z.string().optional().catch(undefined),
    }),
  ]),
);
type Block = z.output<ReturnType<typeof block>>;

const callResult = lazy(() =>
  z.looseObject({
    content: z.array(z.unknown()).optional().catch([]),
    structuredContent: z.unknown().optional(),
    isError: z.boolean().optional().catch(false),
  }),
);

const imageTypes = lazy(() => z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/gif']));

/**
 * Makes a tool's result from what a server answered: its texts, its pictures as far as models can see
 * them, and in words what else there is. Total: nothing in an answer makes it throw.
 */
export function readResult(answer: unknown): ToolResult {
  const parsed = callResult().safeParse(answer);
  if (!parsed.success) return { text: 'The server answered with nothing usable.', isError: true };
  const { content = [], structuredContent, isError = false } = parsed.data;
  const images = createImageBox();
  const texts = content.map((found) => {
    const one = block().safeParse(found);
    return one.success ? sayBlock(one.data, images.add) : '[something this program does not know]';
  });
  // Servers repeat structured content as text for those that can't read it; one of the two is enough.
  if (structuredContent !== undefined && !texts.some((text) => text.trim() !== ''))
    texts.push(JSON.stringify(structuredContent));
  const text = texts.join('\n');
  return {
    text: text === '' ? (isError ? 'It failed without a word.' : 'Done.') : bound(text),
    isError,
    ...(images.list.length === 0 ? {} : { images: images.list }),
  };
}

function sayBlock(found: Block, addImage: (data: string, mimeType: string) => string): string {
  switch (found.type) {
    case 'text':
      return found.text;
    case 'image':
      return addImage(found.data, found.mimeType);
    case 'audio':
      return `[sound, ${found.mimeType ?? 'of some kind'}]`;
    case 'resource_link':
      return `[${found.name ?? 'resource'}: ${found.uri}]${found.description === undefined ? '' : ` ${found.description}`}`;
    case 'resource':
      return sayResource(found.resource, addImage);
  }
}

function sayResource(
  found: z.output<ReturnType<typeof resource>>,
  addImage: (data: string, mimeType: string) => string,
): string {
  if (found.text !== undefined) return `[${found.uri}]\n${found.text}`;
  if (found.blob !== undefined && imageTypes().safeParse(found.mimeType).success)
    return `[${found.uri}] ${addImage(found.blob, found.mimeType ?? '')}`;
  return `[${found.uri}, ${found.mimeType ?? 'of some kind'}]`;
}

/** Takes pictures while there is room, and says of each what became of it. */
function createImageBox(): {
  readonly list: ToolImage[];
  readonly add: (data: string, mimeType: string) => string;
} {
  const list: ToolImage[] = [];
  let sizeBytes = 0;
  return {
    list,
    add(data, mimeType) {
      const type = imageTypes().safeParse(mimeType.toLowerCase());
      if (!type.success)
        return `[a picture of type ${mimeType.slice(0, 64)}, which can't be shown]`;
      const nextBytes = Math.floor((data.length * 3) / 4);
      if (list.length >= limits.mcp.images || sizeBytes + nextBytes > limits.mcp.imageBytes)
        return '[a picture that is too much]';
      sizeBytes += nextBytes;
      list.push({ mimeType: type.data, data: Buffer.from(data, 'base64') });
      return '[picture]';
    },
  };
}

function bound(text: string): string {
  const limit = limits.mcp.resultChars;
  return text.length <= limit ? text : `${text.slice(0, limit)}\n[The rest was cut off.]`;
}

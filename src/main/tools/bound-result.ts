import { limits } from '../../shared/config/limits.ts';
import type { ToolOutcome } from './tool-catalogue-types.ts';
import type { ToolImage, ToolResult } from './tool.ts';

/**
 * Makes a result as long as a model may read: beginning and end stay, the whole goes along for the
 * trace. Pictures beyond their limits are left out, and the text says so.
 */
export function boundResult(result: ToolResult): ToolOutcome {
  const { images, note } = boundImages(result.images ?? []);
  // Half a character at a cut, or from a tool, is refused by some providers.
  const text = (result.text + note).toWellFormed();
  const base = { isError: result.isError, ...(images.length > 0 ? { images } : {}) };
  if (text.length <= limits.tools.resultChars) return { ...base, text };
  return {
    ...base,
    text: shorten(text, limits.tools.resultChars),
    whole: shorten(text, limits.tools.wholeChars),
  };
}

/** Keeps three quarters of what fits from the beginning and the rest from the end. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const note = `\n[… ${text.length - limit} characters or more were cut off here: the result was too long. …]\n`;
  const room = limit - note.length;
  const head = Math.ceil((room * 3) / 4);
  return (text.slice(0, head) + note + text.slice(text.length - (room - head))).toWellFormed();
}

function boundImages(images: readonly ToolImage[]): { images: readonly ToolImage[]; note: string } {
  const kept = images
    .filter((image) => image.data.byteLength <= limits.tools.imageBytes)
    .slice(0, limits.tools.images);
  const left = images.length - kept.length;
  return { images: kept, note: left === 0 ? '' : `\n[${left} pictures were left out: too large.]` };
}

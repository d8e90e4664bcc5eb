/** Hands a text or bytes to the browser as a file to keep. */
export function saveFile(
  fileName: string,
  content: string | Uint8Array<ArrayBuffer>,
  type: string = fileName.endsWith('.json') ? 'application/json' : 'text/markdown',
): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

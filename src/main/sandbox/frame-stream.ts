const headerBytes = 4;

/** A message as it goes over a pipe: its length in four bytes, then JSON. */
export function encodeFrame(value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

/** Takes pieces of a pipe and gives whole messages. */
export interface FrameReader {
  push(chunk: Buffer): void;
}

/**
 * Makes a reader. Nothing is buffered beyond `maxBytes`: a longer message, or one that is no JSON,
 * ends the reading.
 * @param onFrame gets what was parsed, not checked yet
 * @param onBroken is called once; nothing follows it
 */
export function createFrameReader(
  maxBytes: number,
  onFrame: (value: unknown) => void,
  onBroken: (reason: string) => void,
): FrameReader {
  let chunks: Buffer[] = [];
  let held = 0;
  let isBroken = false;

  function fail(reason: string): void {
    isBroken = true;
    chunks = [];
    onBroken(reason);
  }

  /** The next `size` bytes, if they are all there. */
  function take(size: number): Buffer | undefined {
    if (held < size) return undefined;
    const all = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    chunks = all.length > size ? [all.subarray(size)] : [];
    held -= size;
    return all.subarray(0, size);
  }

  let wanted: number | undefined;
  function readOne(): boolean {
    wanted ??= take(headerBytes)?.readUInt32BE();
    if (wanted === undefined) return false;
    if (wanted > maxBytes) {
      fail(`a message of ${wanted} bytes`);
      return false;
    }
    const body = take(wanted);
    if (body === undefined) return false;
    wanted = undefined;
    let value: unknown;
    try {
      value = JSON.parse(body.toString('utf8'));
    } catch {
      fail('a message that is no JSON');
      return false;
    }
    onFrame(value);
    return !isBroken;
  }

  return {
    push(chunk) {
      if (isBroken) return;
      chunks.push(chunk);
      held += chunk.length;
      while (readOne());
    },
  };
}

import { createHash } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import type { ParamsOf, ResultOf } from '../../../shared/protocol/contract.ts';
import { silentLog } from '../../platform/log.ts';
import { createFileSender, type FileSender } from './file-sender.ts';
import { GatewayRefusal } from './gateway-line.ts';
import type { GatewayPort } from './gateway-port.ts';

type Piece = ParamsOf<'node.file'>;

const hashOf = (data: Buffer): string => createHash('sha256').update(data).digest('hex');
const large = Buffer.alloc(2 * limits.node.filePieceBytes + 7, 'x');
const small = Buffer.from('small');

let files: Map<string, Buffer>;
let dropped: string[];
let isUp: boolean;
let pieces: Piece[];
/** What the gateway answers; usually that it has the piece. */
let answer: (piece: Piece) => ResultOf<'node.file'>;
let sender: FileSender;

const take = (piece: Piece): ResultOf<'node.file'> => ({
  receivedBytes: piece.offset + Buffer.from(piece.data, 'base64').byteLength,
});

beforeEach(() => {
  files = new Map([large, small].map((data) => [hashOf(data), data]));
  dropped = [];
  isUp = true;
  pieces = [];
  answer = take;
  const gateway = {
    get isUp() {
      return isUp;
    },
    call: (_method: 'node.file', piece: Piece) => {
      pieces.push(piece);
      return Promise.resolve().then(() => answer(piece));
    },
  };
  sender = createFileSender({
    // Nothing but files is sent here.
    gateway: gateway as unknown as GatewayPort,
    shelf: {
      keep: () => Promise.reject(new Error('not used')),
      read: (hash) => Promise.resolve(files.get(hash)),
      drop: (hashes) => {
        dropped.push(...hashes);
        for (const hash of hashes) files.delete(hash);
        return Promise.resolve();
      },
    },
    log: silentLog,
  });
});

it('sends a file in pieces far below a frame, once, and one file after the other', async () => {
  await Promise.all([sender.bring([hashOf(large), hashOf(small)]), sender.bring([hashOf(large)])]);
  expect(pieces.map(({ hash, offset }) => [hash, offset])).toEqual([
    [hashOf(large), 0],
    [hashOf(large), limits.node.filePieceBytes],
    [hashOf(large), 2 * limits.node.filePieceBytes],
    [hashOf(small), 0],
  ]);
  expect(Buffer.concat(pieces.slice(0, 3).map(({ data }) => Buffer.from(data, 'base64')))).toEqual(
    large,
  );
});

it('goes on from where the gateway says, and stops when it has all', async () => {
  answer = (piece) => ({
    receivedBytes: piece.offset === 0 ? large.byteLength - 7 : large.byteLength,
  });
  await sender.bring([hashOf(large)]);
  expect(pieces.map(({ offset }) => offset)).toEqual([0, large.byteLength - 7]);
});

it('rejects while the gateway is away, as often as it is asked, and sends it afterwards', async () => {
  isUp = false;
  for (let n = 0; n < 2 * limits.node.fileTries; n += 1)
    await expect(sender.bring([hashOf(small)])).rejects.toThrow('not connected');
  isUp = true;
  await sender.bring([hashOf(small)]);
  expect(pieces).toHaveLength(1);
});

it('gives up a file that the gateway refuses, at once', async () => {
  answer = () => {
    throw new GatewayRefusal({ code: 'INVALID_REQUEST', message: 'no' });
  };
  await sender.bring([hashOf(small)]);
  expect(pieces).toHaveLength(1);
});

it.each([
  [
    'the line breaks',
    (): ResultOf<'node.file'> => {
      throw new Error('no answer');
    },
  ],
  ['the gateway loses its beginning', () => ({ receivedBytes: 0 })],
])('gives up a file when %s over it again and again', async (_what, failure) => {
  answer = failure;
  for (let n = 1; n < limits.node.fileTries; n += 1)
    await expect(sender.bring([hashOf(small)])).rejects.toThrow();
  await sender.bring([hashOf(small)]);
  expect(pieces).toHaveLength(limits.node.fileTries);
});

it('needs no file that is not here any more', async () => {
  files.clear();
  await sender.bring([hashOf(small)]);
  expect(pieces).toEqual([]);
});

it('drops what is released, and sends it again when it comes again', async () => {
  await sender.bring([hashOf(small)]);
  sender.release([hashOf(small)]);
  await expect.poll(() => dropped).toEqual([hashOf(small)]);
  files.set(hashOf(small), small);
  await sender.bring([hashOf(small)]);
  expect(pieces).toHaveLength(2);
});

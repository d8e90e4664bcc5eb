import type { File } from '@grammyjs/types';
import { badRequest } from '../api-failure.ts';

/** A file on the server. */
export interface StoredFile {
  file: File;
  fileName: string;
  mimeType: string;
  bytes: Uint8Array;
}

/** The files users and the bot sent. */
export interface Files {
  add(input: { folder: string; fileName: string; mimeType: string; bytes: Uint8Array }): StoredFile;
  /** Throws the API's words for an unknown id. */
  get(fileId: string): StoredFile;
  findByPath(path: string): StoredFile | undefined;
}

/** What bots may download (core.telegram.org/bots/api#getfile). */
export const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;
const MAX_FILES = 1_000;

/** Makes an empty store of files; beyond 1,000 the oldest goes. */
export function createFiles(): Files {
  const files = new Map<string, StoredFile>();
  let count = 0;
  return {
    add: ({ folder, fileName, mimeType, bytes }) => {
      count += 1;
      const extension = /\.\w{1,8}$/.exec(fileName)?.[0] ?? '';
      const file: File = {
        file_id: `AgACAgIAAxkBAAI${String(count).padStart(8, '0')}`,
        file_unique_id: `AQAD${String(count).padStart(8, '0')}`,
        file_size: bytes.byteLength,
        file_path: `${folder}/file_${count}${extension}`,
      };
      const stored = { file, fileName, mimeType, bytes };
      files.set(file.file_id, stored);
      if (files.size > MAX_FILES) {
        const oldest = files.keys().next();
        if (oldest.done !== true) files.delete(oldest.value);
      }
      return stored;
    },
    get: (fileId) => {
      const stored = files.get(fileId);
      if (stored === undefined)
        throw badRequest('wrong file_id or the file is temporarily unavailable');
      return stored;
    },
    findByPath: (path) => Array.from(files.values()).find(({ file }) => file.file_path === path),
  };
}

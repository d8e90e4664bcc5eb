import { defineErrors } from '../spec.ts';

export const storageErrors = defineErrors({
  STORAGE_NEWER: {
    kind: 'conflict',
    message: '{path} was written by a newer OpenClaw (version {found}; this one knows {known}).',
    hint: 'Start the newer program, or restore the backup that it made in the backups folder. The file was not touched.',
  },
  STORAGE_CORRUPT: {
    kind: 'internal',
    message: '{path} is damaged.',
    hint: 'Stop OpenClaw, keep a copy of the file, and put back the newest file of the backups folder.',
  },
  STORAGE_FULL: {
    kind: 'limited',
    message: 'There is no room left to write to {path}.',
    hint: 'Free some space. Nothing that was confirmed is lost, and what was not confirmed is tried again.',
  },
  STORAGE_BUSY: {
    kind: 'conflict',
    message: 'Another program holds {path}.',
    hint: 'Close the program that has the database open.',
  },
  STORAGE_FAILED: {
    kind: 'internal',
    message: 'The database {path} could not be used: {reason}',
    hint: 'Check that the disk is healthy and that the folder may be written.',
  },
});

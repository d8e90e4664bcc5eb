import { defineErrors } from '../spec.ts';

/** What can go wrong with files of a workspace. */
export const filesErrors = defineErrors({
  FILE_OUTSIDE: {
    kind: 'refused',
    message: '"{path}" leads out of the workspace.',
    hint: 'Use paths inside the workspace, such as notes/today.md.',
  },
  FILE_PROTECTED: {
    kind: 'refused',
    message: '"{path}" can\'t be changed: {reason}.',
    hint: 'Leave it as it is.',
  },
  FILE_NOT_FOUND: {
    kind: 'missing',
    message: 'There is no "{path}" in the workspace.',
    hint: 'List the folder to see what is there.',
  },
  FILE_EXISTS: {
    kind: 'conflict',
    message: 'There is a "{path}" already.',
    hint: 'Choose another name, or say that it may be overwritten.',
  },
  FILE_WRONG_KIND: {
    kind: 'invalid',
    message: '"{path}" is {found}, not {wanted}.',
    hint: 'List the folder to see what is there.',
  },
  FILE_TOO_LARGE: {
    kind: 'limited',
    message: '"{path}" is larger than {limit} bytes.',
    hint: 'Work with smaller files.',
  },
  FILE_BINARY: {
    kind: 'invalid',
    message: '"{path}" is no text in UTF-8.',
    hint: 'Only text can be read and changed; "info" tells what the file is.',
  },
  FILE_SHARED: {
    kind: 'refused',
    message: '"{path}" has several names (hard links), and the others may be outside.',
    hint: 'Ask the user to put a copy of it into the workspace.',
  },
  FILE_EDIT_MISSED: {
    kind: 'missing',
    message: 'The text to replace is not in "{path}".',
    hint: 'Read the file again and give the text exactly as it stands there, with its spaces.',
  },
  FILE_EDIT_AMBIGUOUS: {
    kind: 'conflict',
    message: 'The text to replace is in "{path}" {count} times.',
    hint: 'Give more of the text around it, or set "all" to replace every one.',
  },
  FILE_FAILED: {
    kind: 'internal',
    message: '"{path}" could not be worked with: {reason}',
    hint: 'Check the space and the permissions of the workspace.',
  },
});

import { defineErrors } from '../spec.ts';

export const sessionErrors = defineErrors({
  SESSION_UNKNOWN: {
    kind: 'missing',
    message: 'There is no conversation "{key}".',
    hint: 'sessions.list shows those that exist; the first message makes a new one.',
  },
  SESSION_KEY_INVALID: {
    kind: 'invalid',
    message: '"{key}" does not name a conversation.',
    hint: 'Write it as agent:<agent>:<name>, such as agent:main:main.',
  },
  PERSON_UNKNOWN: {
    kind: 'missing',
    message: 'Nobody has the id {id}.',
    hint: 'people.list shows everybody.',
  },
  PAIRING_CODE_UNKNOWN: {
    kind: 'missing',
    message: 'The code {code} is unknown or too old.',
    hint: 'Codes last an hour. Whoever wants in writes to the assistant again and gets a new one.',
  },
  CHAT_ADDRESS_UNKNOWN: {
    kind: 'missing',
    message: 'There is no chat "{address}".',
    hint: 'Write it as telegram:direct:42, telegram:group:-100123, web, or the key of a conversation.',
  },
  BLOB_UNKNOWN: {
    kind: 'missing',
    message: 'The file {hash} is not here.',
    hint: 'It may have been removed with its conversation.',
  },
  LAST_OWNER: {
    kind: 'refused',
    message: 'This is the last owner.',
    hint: 'Make somebody else an owner first.',
  },
});

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
  MESSAGE_UNKNOWN: {
    kind: 'missing',
    message: 'There is no message {id} in this conversation.',
    hint: 'chat.history and chat.branches name those that exist.',
  },
  MESSAGE_NOT_ASKED: {
    kind: 'invalid',
    message: 'The message {id} is none that somebody wrote to the assistant.',
    hint: 'Only what a person asked can be asked with other words.',
  },
  SESSION_TAKEN_OVER: {
    kind: 'conflict',
    message: 'A person answers in this conversation now.',
    hint: 'Hand it back to the assistant first.',
  },
  TURN_TAKEN_OVER: {
    kind: 'conflict',
    message: 'The answer was ended because a person answers now.',
    hint: 'Hand the conversation back to the assistant to let it answer again.',
  },
  TURN_UNKNOWN: {
    kind: 'missing',
    message: 'There is no turn {id}.',
    hint: 'It went with its conversation; turns.list shows those that exist.',
  },
  STEP_UNKNOWN: {
    kind: 'missing',
    message: 'The turn has no step {id} with a prompt.',
    hint: 'turns.get lists its steps; those of kind model have prompts. Old ones are removed.',
  },
  REPLAY_NO_ANSWER: {
    kind: 'unreachable',
    message: 'The model did not answer within {seconds} seconds.',
    hint: 'Try again, or choose another model.',
  },
  OUTBOX_PART_UNKNOWN: {
    kind: 'missing',
    message: 'There is no such part of a message any more.',
    hint: 'outbox.list shows what waits.',
  },
  OUTBOX_PART_MOVING: {
    kind: 'conflict',
    message: 'This part is {state} and needs nobody.',
    hint: 'Only what is held or could not be sent can be sent again or dropped.',
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

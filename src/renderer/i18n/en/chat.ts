/** Words of a conversation and of writing in it. */
export const chat = {
  picture: 'Picture',
  messages: 'Messages',
  you: 'You',
  assistant: 'Assistant',
  system: 'System',
  summary: 'Summary of what came before',
  beginning: 'The conversation begins here',
  loadingOlder: 'Reading older messages …',
  older: 'Older messages',
  loading: 'Reading the conversation …',
  failed: 'The conversation could not be read',
  tryAgain: 'Try again',
  toLatest: 'Latest message',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'The browser did not allow copying',
  retry: 'Answer again',
  byItself: 'by itself',
  byHand: 'written by you',
  notice: 'Note',
  waitingForYou: 'Waits for your answer',
  spoke: 'Reminder',
  answering: 'Answering …',
  preparing: 'Reading the conversation …',
  starting: 'Thinking …',
  answered: 'Answer complete',
  aborted: 'Stopped',
  declined: 'The model declined',
  cutOff: 'Cut off at the length limit',
  failedAnswer: 'The answer failed',
  stopHint: 'Stop the answer (Esc)',
  sentAt: '{{time}}',
  readOnly: 'You are reading along: {{title}} takes place on {{channel}}.',
  readOnlyArchived: 'This conversation is archived and can be read only.',
} as const;

export const outgoing = {
  waiting: 'Waits for the connection',
  sending: 'Sending …',
  queued: 'Waits for the running answer',
  accepted: 'Sent',
  failed: 'Not sent',
  resend: 'Send again',
  discard: 'Take back',
} as const;

export const composer = {
  label: 'Message',
  placeholder: 'Write a message',
  placeholderRunning: 'Add something',
  send: 'Send',
  hint: 'Enter sends, Shift + Enter makes a new line, / shows commands',
  tooLong: 'Too long by {{count}} characters',
  commands: 'Commands',
} as const;

export const commands = {
  new: 'Begin a new conversation in this place',
  reset: 'Begin afresh and archive what was said',
  status: 'What the assistant is and how it does',
  model: 'Show or change the model',
  stop: 'Stop the running answer',
  retry: 'Ask for the last answer once more',
  help: 'What can be said and done',
  modelUnavailable: 'not available now',
} as const;

export const tools = {
  running: 'Running',
  waiting: 'Waits for you',
  cutOff: 'Not finished',
  done: 'Done',
  failed: 'Failed',
  arguments: 'Arguments',
  result: 'Result',
  label: 'Tool',
} as const;

export const markdown = {
  copyCode: 'Copy the code',
  wrap: 'Wrap long lines',
  noWrap: 'Do not wrap long lines',
  image: 'Image',
  imageBlocked: 'Image, not loaded',
  code: 'Code',
  table: 'Table',
} as const;

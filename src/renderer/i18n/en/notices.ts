/** Words of what waits for an answer, wherever it is shown. */
export const approvals = {
  label: 'Questions of agents',
  asks: '{{agent}} asks: may I use {{tool}}?',
  allow: 'Allow',
  deny: 'Deny',
  always: 'Always for this …',
  alwaysWhen:
    'From now on {{agent}} may use {{tool}} for messages on {{channel}} without asking, whenever this is so:',
  alwaysAny:
    'From now on {{agent}} may use {{tool}} for messages on {{channel}} without asking, whatever with.',
  alwaysConfirm: 'Always allow',
  back: 'Back',
  expires: 'expires {{when}}',
  expiring: 'expires any moment',
  count_one: '{{count}} question',
  count_other: '{{count}} questions',
  readThere: 'Too long to be decided here. Open it to read and allow it.',
  open: 'Open the conversation',
  openIn: 'Open “{{title}}”',
  closed: {
    allowed: 'Allowed elsewhere: {{tool}}',
    denied: 'Denied elsewhere: {{tool}}',
    expired: 'Nobody answered in time, so it was denied: {{tool}}',
    withdrawn: 'No answer needed any more: {{tool}}',
  },
  closedVia: {
    allowed: 'Allowed on {{channel}}: {{tool}}',
    denied: 'Denied on {{channel}}: {{tool}}',
  },
} as const;

export const notices = {
  label: 'Notices',
  pairing: '{{name}} wants to write to the assistant',
  pairingVia: 'on {{channel}} · code {{code}}',
  approve: 'Let in',
  reject: 'Turn down',
  approved: '{{name}} is let in',
  rejected: '{{name}} was turned down',
  stranger: 'Somebody',
  channelBroken: '{{channel}} is not running',
  config_one: '{{count}} problem in the configuration',
  config_other: '{{count}} problems in the configuration',
  place: '{{file}}, line {{line}}',
} as const;

export const channelState = {
  invalid: 'Its settings are not valid.',
  conflict: 'Another program uses the same account.',
  refused: 'The messenger does not accept the credentials.',
} as const;

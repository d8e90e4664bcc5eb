import { defineErrors } from '../spec.ts';

/** What can go wrong with schedules. */
export const schedulesErrors = defineErrors({
  SCHEDULE_UNKNOWN: {
    kind: 'missing',
    message: 'There is no schedule "{id}".',
    hint: 'List the schedules to see their names and ids.',
  },
  SCHEDULE_EXPRESSION_INVALID: {
    kind: 'invalid',
    message: 'The cron expression "{expression}" is not valid at {place}: {reason}',
    hint: 'Write minute, hour, day, month and weekday, such as 0 8 * * 1-5 for 8:00 from Monday to Friday.',
  },
  SCHEDULE_NEVER_DUE: {
    kind: 'invalid',
    message: 'The schedule "{when}" never comes due.',
    hint: 'Check the day and the month: there is no 30 February.',
  },
  SCHEDULE_IN_PAST: {
    kind: 'invalid',
    message: '{when} is over already.',
    hint: 'Choose a moment in the future; it is {now} now.',
  },
  SCHEDULE_TIME_INVALID: {
    kind: 'invalid',
    message: '"{text}" is not a time.',
    hint: 'Write 2026-12-24T18:00, or 18:00 for the next time it is that late.',
  },
  SCHEDULE_SPAN_INVALID: {
    kind: 'invalid',
    message: '"{text}" is not a span of time.',
    hint: 'Write it as 10 minutes, 2h or 1d.',
  },
  SCHEDULE_SPAN_REFUSED: {
    kind: 'invalid',
    message: '"{text}" is too short or too long for an interval.',
    hint: 'Choose something between {least} and {most}.',
  },
  SCHEDULE_INCOMPLETE: {
    kind: 'invalid',
    message: 'A schedule needs exactly one of {choices}.',
    hint: 'Leave the others out.',
  },
  SCHEDULE_FROM_CONFIG: {
    kind: 'conflict',
    message: 'The schedule "{name}" stands in the configuration.',
    hint: 'Change {path} there.',
  },
  SCHEDULE_LIMIT: {
    kind: 'limited',
    message: 'There are {limit} schedules already.',
    hint: 'Remove one that is not needed any more.',
  },
  SCHEDULE_CHAT_REFUSED: {
    kind: 'refused',
    message: 'A schedule of this person may only write into their own chat.',
    hint: 'Leave the chat out, or ask the owner.',
  },
  SCHEDULE_AGENT_GONE: {
    kind: 'missing',
    message: 'The agent "{agent}" is not there or is off.',
    hint: 'Turn the agent on, or give the schedule to another one.',
  },
  SCHEDULE_NOT_ASKED: {
    kind: 'refused',
    message: 'A schedule is run at once only when a person asks for it in this conversation.',
    hint: 'It runs at its own times. Say so, or wait until somebody asks.',
  },
  SCHEDULE_PERSON_GONE: {
    kind: 'refused',
    message: 'Whoever made this schedule may not talk to the assistant any more.',
    hint: 'Remove the schedule.',
  },
  SCHEDULE_RUN_IGNORED: {
    kind: 'refused',
    message: 'The task was not taken up: {reason}.',
    hint: 'Look at the agent and its conversation.',
  },
  SCHEDULE_RUN_GONE: {
    kind: 'missing',
    message: 'The conversation of this run was deleted before it ended.',
    hint: 'Nothing is to be done; the next run begins a new one.',
  },
  SCHEDULE_RUN_ENDED: {
    kind: 'internal',
    message: 'The run ended without an answer ({state}).',
    hint: 'Open its trace to see why.',
  },
});

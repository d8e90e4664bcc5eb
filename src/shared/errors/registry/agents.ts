import { defineErrors } from '../spec.ts';

export const agentErrors = defineErrors({
  MESSAGE_EMPTY: {
    kind: 'invalid',
    message: 'The message is empty.',
    hint: 'Write something.',
  },
  AGENT_UNKNOWN: {
    kind: 'missing',
    message: 'There is no agent "{agent}" that can answer.',
    hint: 'Add it to the section agents of the config, or enable it.',
  },
  TURN_ABORTED: {
    kind: 'refused',
    message: 'The answer was stopped.',
    hint: 'Ask again when you like.',
  },
  TURN_INTERRUPTED: {
    kind: 'refused',
    message: 'A newer message is answered instead.',
    hint: 'Set the queue mode of the agent to followup to have each message answered.',
  },
  TURN_EXPIRED: {
    kind: 'limited',
    message: 'The answer took longer than {seconds} seconds and was ended.',
    hint: 'Ask for less at once, or raise timeoutSeconds of the agent.',
  },
  TURN_TOO_MANY_STEPS: {
    kind: 'limited',
    message: 'The answer needed more than {steps} steps and was ended.',
    hint: 'Ask for less at once, or raise maxSteps of the agent.',
  },
  TURN_TOO_MANY_ATTEMPTS: {
    kind: 'internal',
    message: 'The program was cut off {attempts} times while it answered this message.',
    hint: 'Look at the log around these moments, then ask again.',
  },
  ERRAND_REFUSED: {
    kind: 'refused',
    message: 'The other agent did not take the task: {reason}.',
    hint: 'Do it yourself, or ask another agent.',
  },
  ERRAND_EXPIRED: {
    kind: 'limited',
    message: 'The other agent was not done after {seconds} seconds and was stopped.',
    hint: 'Give it less to do or more time.',
  },
  ERRAND_LIMIT: {
    kind: 'limited',
    message: 'There are {limit} sub-agents at work for this conversation already.',
    hint: 'Wait for one of them.',
  },
  ERRAND_NOT_ALLOWED: {
    kind: 'refused',
    message: 'Only for the owner may one agent ask another; agent "{agent}" was asked for.',
    hint: 'Do the task yourself, or give it to a sub-agent of your own by leaving `agent` out.',
  },
  ERRAND_TOO_LONG: {
    kind: 'limited',
    message: 'Sub-agents were started {limit} times in a row without anybody having written.',
    hint: 'Say what is done so far and let the person decide how to go on.',
  },
  ERRAND_TOO_DEEP: {
    kind: 'limited',
    message: 'Sub-agents may ask others only {limit} levels deep.',
    hint: 'Do the task yourself.',
  },
  TURN_TOO_MANY_CALLS: {
    kind: 'limited',
    message: 'The turn was ended after {calls} tool calls.',
    hint: 'Ask for less at once, or look at the trace for what it was trying to do.',
  },
  BUDGET_TURN_EXHAUSTED: {
    kind: 'limited',
    message: 'The turn would cost more than {limit} US dollars; it has cost {used}.',
    hint: 'Raise budget.turnCost of the agent, or ask for less at once.',
  },
  TURN_TOOL_LOOP: {
    kind: 'limited',
    message: 'The model called {tool} again and again with the same arguments.',
    hint: 'Ask in other words, or take the tool away from the agent.',
  },
  QUEUE_FULL: {
    kind: 'limited',
    message: 'More than {limit} messages wait in this conversation.',
    hint: 'Wait until some are answered, or stop the answer that is being written.',
  },
  TURN_RUNNING: {
    kind: 'conflict',
    message: 'An answer is being written in this conversation.',
    hint: 'Wait for it, or stop it first.',
  },
  NOTHING_TO_RETRY: {
    kind: 'missing',
    message: 'There is no message to answer again.',
    hint: 'Write one.',
  },
  BUDGET_EXHAUSTED: {
    kind: 'limited',
    message:
      'The daily budget of agent "{agent}" does not allow this answer: {used} of {limit} {unit} are used or reserved.',
    hint: 'Wait until tomorrow, or raise the budget of the agent.',
  },
  CHECKUP_NO_ANSWER: {
    kind: 'limited',
    message: 'The model did not answer within {seconds} seconds.',
    hint: 'Try again, or choose another model.',
  },
  AGENT_DRAFT_INVALID: {
    kind: 'invalid',
    message: 'Agent "{agent}" can\'t be tried out like this: {reason}',
    hint: '{fix}',
  },
  AGENT_DRAFT_UNKNOWN: {
    kind: 'missing',
    message: 'This test chat is over.',
    hint: 'Begin another one beside the form of the agent.',
  },
  AGENT_DRAFTS_FULL: {
    kind: 'limited',
    message: 'There are {limit} test chats already.',
    hint: 'Close one of them.',
  },
  AGENT_DRAFT_TOOL: {
    kind: 'refused',
    message: 'In a test chat "{tool}" does nothing: it would reach others or outlive the chat.',
    hint: 'Say what you would have done.',
  },
  AGENT_NAME_TAKEN: {
    kind: 'conflict',
    message: 'The key "{agent}" is taken: {reason}.',
    hint: 'Choose another key.',
  },
  AGENT_BUSY: {
    kind: 'conflict',
    message: 'Agent "{agent}" is answering in {count} conversations.',
    hint: 'Wait until it is done, or stop it, then rename it.',
  },
  MODEL_SILENT: {
    kind: 'unreachable',
    message: 'The model answered nothing.',
    hint: 'Try again, or choose another model.',
  },
  MODEL_SETTINGS_INVALID: {
    kind: 'invalid',
    message: 'The settings of the provider are not right: {reason}',
    hint: '{fix}',
  },
});

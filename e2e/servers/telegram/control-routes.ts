import { createControlRoute, type ControlHandlers, type ControlRoute } from '../control-server.ts';
import {
  controlInputs,
  type BotState,
  type ControlOutputs,
  type ParsedControlInput,
  type UpdateState,
} from './control-contract.ts';
import * as inject from './inject.ts';
import type { ServerState } from './state/bot-state.ts';
import { setBlocked } from './set-blocked.ts';

type Handlers = ControlHandlers<typeof controlInputs, ControlOutputs>;

/** Makes the control interface of a Telegram server. */
export function createTelegramControlRoute(state: ServerState): ControlRoute {
  return createControlRoute(controlInputs, {
    ...makeWorldHandlers(state),
    ...makeInjectHandlers(state),
    ...makeListHandlers(state),
    ...makeWaitHandlers(state),
    ...makeFaultHandlers(state),
  });
}

type WorldCalls =
  | 'createPrivateChat'
  | 'createGroup'
  | 'createSupergroup'
  | 'createTopic'
  | 'createUser'
  | 'setBlocked';

const makeWorldHandlers = (state: ServerState): Pick<Handlers, WorldCalls> => ({
  createPrivateChat: ({ userId, firstName, lastName, username, languageCode }) =>
    state.chats.addPrivate(
      state.chats.addUser({ id: userId, firstName, lastName, username, languageCode }),
    ),
  createGroup: ({ title, memberIds }) => state.chats.addGroup(title, memberIds),
  createSupergroup: (input) => state.chats.addSupergroup(input),
  createTopic: (input) => inject.createTopic(state, input),
  createUser: ({ userId, firstName, username, isBot }) => ({
    userId: state.chats.addUser({ id: userId, firstName, username, isBot }).id,
  }),
  setBlocked: ({ chatId, isBlocked }) => {
    setBlocked(state, state.chats.get(chatId), isBlocked);
    return null;
  },
});

type InjectCalls = Extract<keyof Handlers, `inject${string}`>;

const makeInjectHandlers = (state: ServerState): Pick<Handlers, InjectCalls> => ({
  injectMessage: (input) => inject.injectMessage(state, input),
  injectEdit: (input) => inject.injectEdit(state, input),
  injectPhoto: (input) => inject.injectPhoto(state, input),
  injectDocument: (input) => inject.injectDocument(state, input),
  injectSticker: (input) => inject.injectSticker(state, input),
  injectVoice: (input) => inject.injectVoice(state, input),
  injectCallback: (input) => inject.injectCallback(state, input),
  injectReaction: (input) => inject.injectReaction(state, input),
  // The escape hatch: the test answers for the shape.
  injectUpdate: ({ update }) => ({ updateId: state.queue.push(update) }),
});

type ListCalls =
  | 'listMessages'
  | 'listCalls'
  | 'listActions'
  | 'listViolations'
  | 'getUpdateState'
  | 'getBotState';

const makeListHandlers = (state: ServerState): Pick<Handlers, ListCalls> => ({
  listMessages: ({ match }) => state.messages.list(match),
  listCalls: ({ match }) => state.log.list(match),
  listActions: ({ chatId }) =>
    state.log.actions.filter((action) => chatId === undefined || action.chatId === chatId),
  listViolations: () => [...state.log.violations],
  getUpdateState: () => readUpdateState(state),
  getBotState: () => readBotState(state),
});

type WaitCalls = Extract<keyof Handlers, `waitFor${string}`>;

const makeWaitHandlers = (state: ServerState): Pick<Handlers, WaitCalls> => ({
  waitForMessages: ({ match, count, timeoutMs }) => state.messages.waitFor(match, count, timeoutMs),
  waitForCalls: ({ match, count, timeoutMs }) => state.log.waitFor(match, count, timeoutMs),
  waitForConfirmed: (input) => waitForConfirmed(state, input),
  waitForPoll: ({ timeoutMs }) =>
    state.pollWaiters.waitFor(
      () => (state.poller.isPolling ? readUpdateState(state) : undefined),
      timeoutMs,
      () => 'nobody is polling',
    ),
});

type FaultCalls = 'addFault' | 'clearFaults' | 'releaseHangs' | 'setChatRate';

const makeFaultHandlers = (state: ServerState): Pick<Handlers, FaultCalls> => ({
  addFault: (fault) => {
    state.faults.add(fault);
    return null;
  },
  clearFaults: () => {
    state.faults.clear();
    return null;
  },
  releaseHangs: () => {
    const releasedCount = state.hangs.size;
    for (const release of state.hangs) release();
    return { releasedCount };
  },
  setChatRate: ({ rate }) => {
    state.faults.setRate(rate);
    return null;
  },
});

function waitForConfirmed(
  state: ServerState,
  { updateId, timeoutMs }: ParsedControlInput<'waitForConfirmed'>,
): Promise<UpdateState> {
  return state.pollWaiters.waitFor(
    () => (state.queue.confirmedOffset > updateId ? readUpdateState(state) : undefined),
    timeoutMs,
    () => `update ${updateId} is not confirmed; the offset is ${state.queue.confirmedOffset}`,
  );
}

const readUpdateState = ({ queue, poller }: ServerState): UpdateState => ({
  ...queue.state,
  isPolling: poller.isPolling,
  conflictCount: poller.conflictCount,
});

function readBotState(state: ServerState): BotState {
  const commands = Array.from(state.commands, ([key, list]) => {
    const [scope = '', languageCode = ''] = key.split('|');
    return { scope, languageCode, commands: list };
  });
  const answered = Array.from(state.callbacks).flatMap(([id, isAnswered]) =>
    isAnswered ? [id] : [],
  );
  return { me: state.me, webhookUrl: state.webhook.url, commands, answeredCallbackIds: answered };
}

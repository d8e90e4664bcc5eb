import type { z } from 'zod';
import { agentEvents, agentMethods } from './agents.ts';
import { approvalEvents, approvalMethods } from './approvals.ts';
import { channelEvents, channelMethods } from './channels.ts';
import { chatEvents, chatMethods } from './chat.ts';
import { configEvents, configMethods } from './config.ts';
import { doctorMethods } from './doctor.ts';
import { extensionEvents, extensionMethods } from './extensions.ts';
import { inspectMethods } from './inspect.ts';
import { logEvents, logMethods } from './logs.ts';
import { memoryEvents, memoryMethods } from './memory.ts';
import { outboxEvents, outboxMethods } from './outbox.ts';
import { nodeEvents, nodeMethods } from './node.ts';
import { peopleEvents, peopleMethods } from './people.ts';
import { routeMethods } from './route.ts';
import { cronEvents, cronMethods } from './schedules.ts';
import { secretMethods } from './secrets.ts';
import { sessionEvents, sessionMethods } from './sessions.ts';
import { systemEvents, systemMethods } from './system.ts';
import { toolEvents, toolMethods } from './tools.ts';
import { usageEvents, usageMethods } from './usage.ts';

/** The whole control API: what can be asked, over every carrier. */
export const methods = {
  ...systemMethods,
  ...chatMethods,
  ...sessionMethods,
  ...inspectMethods,
  ...outboxMethods,
  ...agentMethods,
  ...channelMethods,
  ...configMethods,
  ...secretMethods,
  ...peopleMethods,
  ...routeMethods,
  ...toolMethods,
  ...approvalMethods,
  ...cronMethods,
  ...memoryMethods,
  ...logMethods,
  ...usageMethods,
  ...extensionMethods,
  ...doctorMethods,
  ...nodeMethods,
};

/** The whole control API: what is told without being asked. */
export const events = {
  ...systemEvents,
  ...chatEvents,
  ...sessionEvents,
  ...outboxEvents,
  ...agentEvents,
  ...channelEvents,
  ...configEvents,
  ...peopleEvents,
  ...toolEvents,
  ...approvalEvents,
  ...cronEvents,
  ...memoryEvents,
  ...logEvents,
  ...usageEvents,
  ...extensionEvents,
  ...nodeEvents,
};

export type MethodName = keyof typeof methods;
export type EventName = keyof typeof events;

/** Parameters as a caller writes them. */
export type ParamsOf<M extends MethodName> = z.input<ReturnType<(typeof methods)[M]['params']>>;
/** Parameters as a handler gets them, with defaults filled in. */
export type ParsedParamsOf<M extends MethodName> = z.output<
  ReturnType<(typeof methods)[M]['params']>
>;
export type ResultOf<M extends MethodName> = z.output<ReturnType<(typeof methods)[M]['result']>>;
export type PayloadOf<E extends EventName> = z.output<ReturnType<(typeof events)[E]['payload']>>;

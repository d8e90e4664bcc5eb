import { createControlRoute, type ControlHandlers, type ControlRoute } from '../control-server.ts';
import { controlInputs, type ControlOutputs } from './control-contract.ts';
import type { ModelState } from './state.ts';

/** Makes the control interface of a model server. */
export function createModelControlRoute(state: ModelState): ControlRoute {
  const { log, scripts, settings, hanging } = state;
  const handlers: ControlHandlers<typeof controlInputs, ControlOutputs> = {
    configure: (input) => {
      settings.slowWordMs = input.slowWordMs ?? settings.slowWordMs;
      settings.limitedTimes = input.limitedTimes ?? settings.limitedTimes;
      settings.retryAfterSeconds = input.retryAfterSeconds ?? settings.retryAfterSeconds;
      if (input.isLogging !== undefined) log.setLogging(input.isLogging);
      return null;
    },
    addScript: (script) => {
      scripts.add(script);
      return null;
    },
    clearScripts: () => {
      scripts.clear();
      return null;
    },
    listRequests: ({ match }) => log.list(match),
    countByText: () => log.countByText(),
    getTotals: () => log.totals,
    listViolations: () => [...log.violations],
    waitForRequests: ({ match, count, timeoutMs }) => log.waitFor(match, count, timeoutMs),
    releaseHangs: () => {
      const releasedCount = hanging.size;
      for (const res of hanging) res.destroy();
      return { releasedCount };
    },
  };
  return createControlRoute(controlInputs, handlers);
}

import type { MethodHandlers } from '../../platform/connection.ts';
import type { Schedules } from '../../schedule/schedules.ts';

type ScheduleHandlers = Pick<MethodHandlers, Extract<keyof MethodHandlers, `cron.${string}`>>;

/** Whoever is connected as an operator sees and changes all schedules. */
const person = { kind: 'person' } as const;

/** Appointments, for a person at the screen or the command line. */
export function createScheduleMethods(schedules: Schedules): ScheduleHandlers {
  return {
    'cron.list': (params) => ({ schedules: schedules.list(params, person) }),
    'cron.get': ({ id }) => schedules.get(id, person),
    'cron.preview': ({ count, ...wish }) => schedules.preview(wish, count),
    'cron.status': () => schedules.status(),
    async 'cron.add'({ idempotencyKey, ...wish }, connection) {
      const key =
        idempotencyKey === undefined
          ? undefined
          : `client:${connection.clientKey}:${idempotencyKey}`;
      return { schedule: await schedules.add(wish, person, key) };
    },
    'cron.update': async ({ id, ...wish }) => ({
      schedule: await schedules.update(id, wish, person),
    }),
    'cron.remove': async ({ id }) => ({ schedule: await schedules.remove(id, person) }),
    'cron.restore': async ({ id }) => ({ schedule: await schedules.restore(id, person) }),
    'cron.run': async ({ id }) => ({ run: await schedules.run(id, person) }),
    'cron.runs': (params) => ({ runs: schedules.runs(params, person) }),
  };
}

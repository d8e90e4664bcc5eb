import type { Config } from '../../shared/config/schema.ts';

/** True when the config asks for any schedule; else nothing of all this is loaded at the start. */
export function asksForSchedules({ schedules, agents }: Config): boolean {
  return (
    Object.keys(schedules).length > 0 ||
    Object.values(agents).some((agent) => agent.heartbeat !== undefined)
  );
}

import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { BundleParts } from '../../doctor/bundle.ts';
import type { DoctorDeps } from '../../doctor/doctor.ts';
import type { MethodHandlers } from '../../platform/connection.ts';

export interface DoctorMethodDeps extends DoctorDeps {
  readonly configText: () => Promise<BundleParts['config']>;
  readonly logPath: string;
}

/** The doctor over the wire; its code is loaded when it is called. */
export function createDoctorMethods(
  deps: DoctorMethodDeps,
): Pick<MethodHandlers, 'doctor.run' | 'doctor.fix' | 'doctor.bundle'> {
  const run = async (): Promise<ResultOf<'doctor.run'>['checks']> => {
    const { runDoctor } = await import('../../doctor/run-doctor.ts');
    return runDoctor(deps);
  };
  return {
    'doctor.run': async () => ({ checkedAt: deps.clock.now(), checks: await run() }),
    async 'doctor.fix'({ fix: what }) {
      const { fix } = await import('../../doctor/fix.ts');
      const { runDoctor } = await import('../../doctor/run-doctor.ts');
      return { checks: await runDoctor(deps, await fix(deps, what)) };
    },
    async 'doctor.bundle'() {
      const { makeBundle } = await import('../../doctor/bundle.ts');
      return makeBundle({
        now: deps.clock.now(),
        checks: await run(),
        status: deps.status(),
        health: deps.health(),
        config: await deps.configText(),
        channels: deps.channels(),
        logPath: deps.logPath,
      });
    },
  };
}

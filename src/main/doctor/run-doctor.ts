import { doctorCheckNames, type DoctorCheck } from '../../shared/protocol/doctor.ts';
import {
  checkDatabase,
  checkDisk,
  checkLoad,
  checkNetwork,
  checkPermissions,
  checkRuntime,
  checkSandbox,
} from './check-machine.ts';
import {
  checkAgents,
  checkChannels,
  checkConfig,
  checkDeliveries,
  checkExtensions,
  checkModels,
  checkPeople,
  checkSchedules,
  checkSecrets,
  checkServers,
  checkTools,
} from './check-parts.ts';
import type { Checks, DoctorDeps, Finding } from './doctor.ts';

const checks: Checks = {
  config: checkConfig,
  secrets: checkSecrets,
  models: checkModels,
  agents: checkAgents,
  channels: checkChannels,
  deliveries: checkDeliveries,
  people: checkPeople,
  schedules: checkSchedules,
  tools: checkTools,
  extensions: checkExtensions,
  servers: checkServers,
  sandbox: checkSandbox,
  database: checkDatabase,
  disk: checkDisk,
  permissions: checkPermissions,
  network: checkNetwork,
  load: checkLoad,
  runtime: checkRuntime,
};

/** Looks at everything. A check that breaks says so and stops no other. */
export function runDoctor(
  deps: DoctorDeps,
  names: readonly DoctorCheck['name'][] = doctorCheckNames,
): Promise<DoctorCheck[]> {
  return Promise.all(names.map((name) => runCheck(deps, name)));
}

async function runCheck(deps: DoctorDeps, name: DoctorCheck['name']): Promise<DoctorCheck> {
  const startedAt = deps.clock.monotonic();
  const { state, found, values = {}, fix } = await look(deps, name);
  const durationMs = Math.round(deps.clock.monotonic() - startedAt);
  return { name, state, found, values, durationMs, ...(fix === undefined ? {} : { fix }) };
}

async function look(deps: DoctorDeps, name: DoctorCheck['name']): Promise<Finding> {
  try {
    return await checks[name](deps);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    return { state: 'fail', found: 'failed', values: { error } };
  }
}

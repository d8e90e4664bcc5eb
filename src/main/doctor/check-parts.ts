import { fine, joinNames, type Check } from './doctor.ts';

/** The configuration as the running gateway sees it. */
export const checkConfig: Check = ({ problems }) => {
  const all = problems();
  const errors = all.filter(({ severity }) => severity === 'error').length;
  if (all.length === 0) return fine();
  return {
    state: errors > 0 ? 'fail' : 'warn',
    found: 'problems',
    values: { errors, warnings: all.length - errors, first: all[0]?.message ?? '' },
  };
};

/** Secrets belong into the environment or the secret store, not into a file one shows around. */
export const checkSecrets: Check = async ({ literalSecrets }) => {
  const paths = await literalSecrets();
  if (paths.length === 0) return fine();
  return {
    state: 'warn',
    found: 'in-text',
    values: { count: paths.length, paths: joinNames(paths) },
  };
};

/** Providers that were asked and did not answer. */
export const checkModels: Check = ({ models, status }) => {
  const { providers } = models();
  const failing = providers.filter(({ state }) => state === 'failing' || state === 'cooldown');
  if (failing.length > 0) {
    const [first] = failing;
    return {
      state: 'fail',
      found: 'failing',
      values: { names: joinNames(failing.map(({ id }) => id)), error: first?.error?.message ?? '' },
      fix: failing.some(({ state }) => state === 'cooldown') ? 'cooldowns' : undefined,
    };
  }
  const { model } = status();
  if (model.startsWith('offline/')) return { state: 'warn', found: 'offline' };
  return fine({ model });
};

/** Agents that can't answer because of how they are set up. */
export const checkAgents: Check = ({ config, problems }) => {
  const { agents } = config();
  const broken = new Set(
    problems()
      .filter(({ severity, path }) => severity === 'error' && path.startsWith('agents.'))
      .map(({ path }) => path.split('.')[1] ?? ''),
  );
  const enabled = Object.entries(agents).filter(([, agent]) => agent.enabled);
  if (broken.size > 0)
    return { state: 'fail', found: 'broken', values: { names: joinNames([...broken]) } };
  if (enabled.length === 0) return { state: 'fail', found: 'none' };
  return fine({ count: enabled.length });
};

export const checkChannels: Check = ({ channels }) => {
  const on = channels().filter(({ state, type }) => state !== 'off' && type !== 'web');
  const broken = on.filter(({ state }) => state !== 'running' && state !== 'starting');
  if (broken.length > 0) {
    const names = joinNames(broken.map(({ id }) => id));
    return {
      state: 'fail',
      found: 'broken',
      values: { names, error: broken[0]?.error?.message ?? '' },
    };
  }
  return on.length === 0 ? { state: 'ok', found: 'none' } : fine({ count: on.length });
};

/** Parts of answers that never went out. */
export const checkDeliveries: Check = ({ status }) => {
  const { held, dead, waiting } = status().outbox;
  if (held > 0) return { state: 'warn', found: 'held', values: { count: held } };
  if (dead > 0) return { state: 'warn', found: 'dead', values: { count: dead } };
  return fine({ waiting });
};

export const checkPeople: Check = ({ people }) => {
  const { pending, people: known } = people();
  if (pending.length > 0)
    return { state: 'warn', found: 'waiting', values: { count: pending.length } };
  return fine({ count: known.length });
};

export const checkSchedules: Check = ({ schedules }) => {
  const all = schedules();
  const broken = all.filter(({ state, failures }) => state === 'broken' || failures > 0);
  if (broken.length === 0) return fine({ count: all.length });
  const names = joinNames(broken.map(({ name }) => name));
  return { state: 'warn', found: 'broken', values: { names } };
};

export const checkTools: Check = ({ tools }) => {
  const all = tools();
  const broken = all.filter(({ isBroken }) => isBroken);
  if (broken.length === 0) return fine({ count: all.length });
  const names = joinNames(broken.map(({ name }) => name));
  return { state: 'warn', found: 'broken', values: { names } };
};

export const checkExtensions: Check = async ({ extensions }) => {
  const all = await extensions();
  const broken = all.filter(({ state }) => state !== 'ready');
  if (broken.length === 0) return fine({ count: all.length });
  const names = joinNames(broken.map(({ name }) => name));
  return { state: 'warn', found: 'broken', values: { names } };
};

export const checkServers: Check = ({ servers }) => {
  const all = servers();
  const broken = all.filter(({ problem }) => problem !== undefined);
  if (broken.length === 0) return fine({ count: all.length });
  return {
    state: 'warn',
    found: 'broken',
    values: { names: joinNames(broken.map(({ name }) => name)) },
    fix: 'servers',
  };
};

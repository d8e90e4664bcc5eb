import { formatPath, parsePath } from '../../../shared/config/path.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { readBounded, decodeText } from '../../config/files.ts';
import { effectiveAt } from '../../config/explain.ts';
import { limits } from '../../../shared/config/limits.ts';
import type { Subcommand } from './context.ts';
import { effectWords, printProblems, sourceWords, valueWords } from './output.ts';

/** `validate`: lists what is wrong; 1 when something written is not in effect. */
export const validateConfig: Subcommand = (_, { io, service, isJson }) => {
  const { problems, hash } = service.current();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (isJson) io.stdout(JSON.stringify({ ok: errors === 0, hash, problems }));
  else {
    printProblems(io, problems);
    const warnings = problems.length - errors;
    io.stdout(problems.length === 0 ? 'valid' : `errors: ${errors}, warnings: ${warnings}`);
  }
  return Promise.resolve(errors === 0 ? 0 : 1);
};

/** `get [PATH]`: the effective value; secrets are dots. */
export const getConfig: Subcommand = async ([path], { io, service, isJson }) => {
  const { config } = await service.get();
  const parsed = path === undefined ? [] : parsePath(path);
  if (!parsed) throw new AppError('CONFIG_PATH_INVALID', { path: path ?? '' });
  const value = effectiveAt(config, parsed);
  if (value === undefined) {
    throw new AppError('CONFIG_PATH_MISSING', { path: formatPath(parsed) });
  }
  io.stdout(isJson ? JSON.stringify(value) : valueWords(value));
  return 0;
};

/** `explain PATH`: the value, where it comes from, whom it beat and what is wrong with it. */
export const explainConfig: Subcommand = ([path = ''], { io, service, isJson }) => {
  const explanation = service.explain(path);
  const isKnown = explanation.status !== 'absent' || explanation.setting !== undefined;
  if (isJson) {
    io.stdout(JSON.stringify(explanation));
    return Promise.resolve(isKnown ? 0 : 1);
  }
  const { value, status, source, overridden, setting, problems } = explanation;
  if (!isKnown) throw new AppError('CONFIG_PATH_MISSING', { path });
  const shown = value === undefined ? '(not set)' : valueWords(value);
  io.stdout(`${explanation.path} = ${shown}`);
  if (status !== 'effective' && status !== 'absent') io.stdout(`  status: ${status}`);
  if (source) io.stdout(`  from: ${sourceWords(source)}`);
  for (const lost of overridden) io.stdout(`  wins over: ${sourceWords(lost)}`);
  if (setting) io.stdout(`  ${setting.title}: ${setting.help}`);
  printProblems(io, problems);
  return Promise.resolve(0);
};

/** `plan FILE`: what saving that text as the configuration would do. Nothing is written. */
export const planConfig: Subcommand = async ([file = ''], { io, service, isJson }) => {
  const bytes = await readBounded(file, limits.config.fileBytes).catch((cause: unknown) => {
    if (cause instanceof AppError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('CONFIG_UNREADABLE', { reason }, { cause, place: { file } });
  });
  const plan = await service.plan({ raw: decodeText(bytes) });
  const hasErrors = plan.problems.some(({ severity }) => severity === 'error');
  if (isJson) io.stdout(JSON.stringify({ ok: !hasErrors, ...plan }));
  else {
    for (const effect of plan.effects) io.stdout(effectWords(effect));
    if (plan.effects.length === 0) io.stdout('nothing changes');
    printProblems(io, plan.problems);
  }
  return hasErrors ? 1 : 0;
};

/** `history`: the versions that are kept, newest first. */
export const listHistory: Subcommand = async (_, { io, service, isJson }) => {
  const entries = await service.history();
  if (isJson) io.stdout(JSON.stringify(entries));
  else {
    for (const { version, at, author, sizeBytes } of entries) {
      io.stdout(`${version}  ${new Date(at).toISOString()}  ${author}  ${sizeBytes} bytes`);
    }
    if (entries.length === 0) io.stdout('no versions yet');
  }
  return 0;
};

/** `schema`: JSON Schema and hints, always as JSON. */
export const printSchema: Subcommand = (_, { io, service, isJson }) => {
  const document = service.schema();
  io.stdout(isJson ? JSON.stringify(document) : JSON.stringify(document.schema, undefined, 2));
  return Promise.resolve(0);
};

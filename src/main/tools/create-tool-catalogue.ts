import { AppError } from '../../shared/errors/index.ts';
import type { LogFields } from '../platform/log.ts';
import type { ToolCall } from '../providers/provider.ts';
import { boundResult } from './bound-result.ts';
import { explainTools } from './explain-tools.ts';
import { mayWant } from './may-want.ts';
import { mergeProfiles } from './profiles.ts';
import { describeFailure, runTool } from './run-tool.ts';
import type { Tool, ToolContext } from './tool.ts';
import type {
  Checked,
  ToolCatalogue,
  ToolCatalogueDeps,
  ToolOutcome,
  ToolUser,
} from './tool-catalogue-types.ts';
import { createToolIndex } from './tool-index.ts';
import { findUnknownNames, readToolList } from './tool-list.ts';
import { createSpecWriter } from './tool-specs.ts';
import { createToolUsers } from './tool-users.ts';
import { validateArguments } from './validate-arguments.ts';

/** Puts the tools of all supplies together, with the rules who may use them. */
export function createToolCatalogue(deps: ToolCatalogueDeps): ToolCatalogue {
  const { clock, log } = deps;
  const index = createToolIndex(deps.supplies, log);
  const users = createToolUsers(deps.config);
  const specs = createSpecWriter();
  const profiles = (): ReturnType<typeof mergeProfiles> =>
    mergeProfiles(deps.config().tools.profiles);
  const allowedTo = (user: ToolUser): readonly Tool[] => users.of(user, index()).allowed;

  const fail = (call: ToolCall, thrown: unknown, context?: ToolContext): ToolOutcome => {
    const about = context && { turnId: context.turnId, sessionKey: context.sessionKey };
    const report = (fields: LogFields): void => log.warn('tool.failed', { ...about, ...fields });
    return boundResult(describeFailure(call, thrown, report));
  };

  const checkAmong = (call: ToolCall, usable: readonly Tool[]): Checked => {
    try {
      const tool = findUsable(call.name, index(), usable);
      return { isFine: true, tool, args: validateArguments(tool, call) };
    } catch (error) {
      return { isFine: false, failure: fail(call, error) };
    }
  };
  const runAmong = async (
    call: ToolCall,
    context: ToolContext,
    usable: readonly Tool[],
  ): Promise<ToolOutcome> => {
    context.signal.throwIfAborted();
    const checked = checkAmong(call, usable);
    if (!checked.isFine) return checked.failure;
    try {
      return boundResult(await runTool(checked.tool, checked.args, context, clock));
    } catch (error) {
      context.signal.throwIfAborted();
      return fail(call, error, context);
    }
  };
  const list = (): readonly Tool[] => [...index().values()];

  const mayUse = (user: ToolUser): ((prefix: string) => boolean) => {
    const { rules } = users.of(user, index());
    return (prefix) => mayWant(rules, prefix);
  };

  return {
    async prepare(wanted) {
      const isWanted =
        wanted === 'everything'
          ? () => true
          : 'name' in wanted
            ? (prefix: string) => wanted.name.startsWith(prefix)
            : mayUse(wanted);
      await Promise.all(deps.supplies.flatMap((supply) => supply.prepare?.(isWanted) ?? []));
    },
    list,
    find: (name) => index().get(name),
    describe: (tool) => specs.one(tool),
    specs: (user) => specs.all(allowedTo(user)),
    explain: (user) => explainTools(index(), users.of(user, index())),
    profiles: () => expandProfiles(profiles(), [...index().keys()]),
    unknownNames: (list) => findUnknownNames(list, [...index().keys()], profiles()),
    isRepeatable: (name, args) => isRepeatable(index().get(name), args),
    check: (call, user) => checkAmong(call, allowedTo(user)),
    run: (call, context, user) => runAmong(call, context, allowedTo(user)),
    tryOut: (call, context, user) => runAmong(call, context, user ? allowedTo(user) : list()),
  };
}

/** Throws TOOL_UNKNOWN, TOOL_NOT_ALLOWED, or what is in the way of the tool at the moment. */
function findUsable(
  name: string,
  index: ReadonlyMap<string, Tool>,
  allowed: readonly Tool[],
): Tool {
  const tool = index.get(name);
  if (!tool) {
    const known = allowed.map((one) => one.name).join(', ') || 'none';
    throw new AppError('TOOL_UNKNOWN', { tool: name.slice(0, 64), known });
  }
  if (!allowed.includes(tool)) throw new AppError('TOOL_NOT_ALLOWED', { tool: name });
  const problem = tool.problem?.();
  if (problem) throw problem;
  return tool;
}

/** In doubt a call is not run a second time. */
function isRepeatable(tool: Tool | undefined, args: Readonly<Record<string, unknown>>): boolean {
  if (!tool) return false;
  if (typeof tool.isRepeatable === 'boolean') return tool.isRepeatable;
  try {
    return tool.isRepeatable(args);
  } catch {
    return false;
  }
}

function expandProfiles(
  profiles: ReturnType<typeof mergeProfiles>,
  names: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const isIn = (list: readonly string[], name: string): boolean =>
    readToolList(list, name, profiles).kind === 'listed';
  return Object.fromEntries(
    [...profiles].map(([profile, list]) => [profile, names.filter((name) => isIn(list, name))]),
  );
}

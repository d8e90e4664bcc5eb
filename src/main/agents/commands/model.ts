import { toAppError } from '../../../shared/errors/index.ts';
import { setChoice } from '../../sessions/session-store.ts';
import type { Command, CommandDeps, CommandInput, CommandResult } from './command.ts';

/** Shows the model of this conversation, or chooses another one for it. */
export const model: Command = (input, deps) => {
  if (input.argument === '')
    return say('command.model', nameOf(input.session.model ?? agentModel(input, deps), deps));
  if (input.argument === 'default') {
    setChoice(input.sql, input.session.id, 'model', null);
    return say('command.model-default', nameOf(agentModel(input, deps), deps));
  }
  return choose(input, deps);
};

function choose({ sql, session, argument }: CommandInput, deps: CommandDeps): CommandResult {
  try {
    const found = deps.models.resolve(argument);
    setChoice(sql, session.id, 'model', found.id);
    return say('command.model-set', found.id);
  } catch (error) {
    const reason = toAppError(error).message;
    return { reply: { key: 'command.model-unknown', values: { model: argument, reason } } };
  }
}

function say(
  key: 'command.model' | 'command.model-set' | 'command.model-default',
  name: string,
): CommandResult {
  return { reply: { key, values: { model: name } } };
}

function agentModel({ session }: CommandInput, { config }: CommandDeps): string | undefined {
  return config().agents[session.agent_id]?.model;
}

function nameOf(name: string | undefined, { models }: CommandDeps): string {
  try {
    return models.resolve(name).id;
  } catch {
    return name ?? 'none';
  }
}

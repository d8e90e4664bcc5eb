import { isJsonObject, parseJson, readCount, readText, type JsonObject } from '../json-value.ts';
import type { Words } from './words.ts';

/** Puts what the tool `system` said into words: a line for each part it told about. */
export function answerSystemResult(result: string, words: Words): string {
  const facts = parseJson(result);
  if (!isJsonObject(facts)) return result;
  const lines = [
    ...tellVersion(facts, words),
    ...tellModel(facts, words),
    ...tellAgents(facts, words),
    ...tellChannels(facts, words),
    ...tellConfig(facts, words),
  ];
  return lines.length > 0 ? lines.join('\n') : result;
}

function tellVersion(facts: JsonObject, words: Words): readonly string[] {
  const version = readText(facts, 'version');
  if (version === undefined) return [];
  const name = readText(facts, 'name') ?? 'OpenClaw';
  return [words.version(name, version, readCount(facts, 'uptimeMinutes') ?? 0)];
}

function tellModel(facts: JsonObject, words: Words): readonly string[] {
  const model = readText(facts, 'model');
  return model === undefined ? [] : [words.model(model)];
}

function tellAgents(facts: JsonObject, words: Words): readonly string[] {
  if (!Array.isArray(facts['agents'])) return [];
  const agents = facts['agents'].filter(isJsonObject).map((agent) => ({
    name: readText(agent, 'name') ?? readText(agent, 'id') ?? '',
    isDefault: agent['isDefault'] === true,
  }));
  return [words.agents(agents)];
}

function tellChannels(facts: JsonObject, words: Words): readonly string[] {
  if (!Array.isArray(facts['channels'])) return [];
  const channels = facts['channels'].filter(isJsonObject).map((channel) => {
    const id = readText(channel, 'id') ?? '';
    const account = readText(channel, 'account');
    const name = account === undefined ? id : `${id} (${account})`;
    return { name, state: readText(channel, 'state') ?? '' };
  });
  return [words.channels(channels)];
}

function tellConfig(facts: JsonObject, words: Words): readonly string[] {
  const configPath = readText(facts, 'configPath');
  if (configPath === undefined) return [];
  return [words.config(configPath, readText(facts, 'stateDir') ?? '')];
}

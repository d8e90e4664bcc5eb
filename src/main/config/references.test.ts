import { expect, it } from 'vitest';
import {
  findReferences,
  nameReferences,
  renameReference,
  type NamedThing,
} from '../../shared/config/references.ts';
import { describeConfig } from './json-schema.ts';

interface Leaf {
  readonly path: string;
  readonly key: string;
  readonly words: string;
}

interface Node {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

/** Every text in the schema, with what is said of it. */
function* leaves(node: Node, path: string, words = ''): Generator<Leaf> {
  const said = `${node.title ?? ''} ${node.description ?? ''}`.trim() || words;
  if (node.type === 'string') {
    yield { path, key: path.split('.').at(-1)?.replace('[]', '') ?? '', words: said };
  }
  for (const [key, child] of Object.entries(node.properties ?? {}))
    yield* leaves(child, path === '' ? key : `${path}.${key}`);
  if (typeof node.additionalProperties === 'object')
    yield* leaves(node.additionalProperties, `${path}.*`, said);
  if (node.items) yield* leaves(node.items, `${path}[]`, said);
  for (const each of node.anyOf ?? []) yield* leaves(each, path, said);
}

const keysThatName =
  /^(?:agents?|subagents?|channels?|to|chat|from|owner\w*|default(?:Agent|Channel))$/i;
const wordsThatName = /(?:^|\s)(?:agent|channel|chat)(?:s|$)|such as telegram:/i;

/** Texts that speak of agents, channels or chats and name none. */
const namesNothing: ReadonlySet<string> = new Set([
  'agents.*.name',
  'agents.*.model',
  'agents.*.systemPrompt',
  'agents.*.workspace',
  'channels.*.tools[]',
  'agents.*.tools[]',
  'agents.*.skills[]',
  'tools.deny[]',
  'tools.profiles.*[]',
]);

function unlisted(schema: Node, table = nameReferences): readonly string[] {
  const known = new Set(table.map(({ path }) => path));
  return [...leaves(schema, '')]
    .filter(({ key, words }) => keysThatName.test(key) || wordsThatName.test(words))
    .map(({ path }) => path)
    .filter((path) => !known.has(path) && !namesNothing.has(path));
}

const schema = describeConfig().schema as Node;

it('every setting that names an agent or a channel is in the table', () => {
  expect([...new Set(unlisted(schema))]).toEqual([]);
});

it('every entry of the table is a setting', () => {
  const paths = new Set([...leaves(schema, '')].map(({ path }) => path));
  expect(nameReferences.map(({ path }) => path).filter((path) => !paths.has(path))).toEqual([]);
});

it('would be found missing', () => {
  for (const reference of nameReferences) {
    const others = nameReferences.filter((each) => each !== reference);
    expect(unlisted(schema, others), reference.path).toContain(reference.path);
  }
});

it('names are found in every form and renamed in it', () => {
  const root = {
    channels: { telegram: { agent: 'ada' }, web: {} },
    agents: { ada: { heartbeat: { to: 'telegram:direct:42' } } },
    bindings: [{ match: { channel: 'telegram' }, agent: 'ada' }],
    tools: { approvals: { chat: 'telegram:direct:1', rules: [{ agent: 'grace' }] } },
    schedules: { tea: { agent: 'ada', to: 'telegrams:direct:1' } },
  };
  const found = (names: NamedThing, name: string, to: string): readonly string[] =>
    findReferences(root, names, name).map(
      (each) => `${each.path.join('.')}=${renameReference(each, to)}`,
    );
  expect(found('agent', 'ada', 'eve')).toEqual([
    'channels.telegram.agent=eve',
    'bindings.0.agent=eve',
    'schedules.tea.agent=eve',
  ]);
  expect(found('channel', 'telegram', 'home')).toEqual([
    'bindings.0.match.channel=home',
    'agents.ada.heartbeat.to=home:direct:42',
    'tools.approvals.chat=home:direct:1',
  ]);
});

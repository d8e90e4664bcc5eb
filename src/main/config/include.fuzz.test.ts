import fc from 'fast-check';
import { dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import type { ConfigFiles } from './files.ts';
import { findsBug, fuzzSettings, fuzzTimeoutMs } from './fuzz-settings.ts';
import { readGraph } from './graph.ts';
import { resolveTree } from './resolve.ts';
import { toPlain } from './tree.ts';

const folder = '/home/config';
const names = ['openclaw.json', 'a.json5', 'b.json5', 'sub/c.json5', 'sub/d.json5', 'list.json5'];

/** What an include can name: files, the same by another way, what is not there, what is outside. */
const targets = fc.constantFrom(
  ...[
    './a.json5',
    './b.json5',
    './sub/c.json5',
    'sub/d.json5',
    '../a.json5',
    'c.json5',
    './list.json5',
  ],
  ...[
    './openclaw.json',
    './sub/../a.json5',
    '/home/config/b.json5',
    './none.json5',
    '',
    '.',
    './link.json5',
  ],
  ...[
    '../../etc/secret.json5',
    '/etc/secret.json5',
    './escape.json5',
    'folder/secret.json5',
    '../config2/x.json5',
  ],
);

interface Links {
  readonly [path: string]: string;
}
const links: Links = {
  [`${folder}/link.json5`]: `${folder}/b.json5`,
  [`${folder}/escape.json5`]: '/etc/secret.json5',
  [`${folder}/folder`]: '/etc',
};
const outside = new Set(['/etc/secret.json5', '/home/config2/x.json5']);

const scalar = fc.constantFrom<unknown>(1, 2, 'x', null, true);
const node: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(fc.oneof(scalar, tie('node')), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    fc
      .tuple(
        fc.oneof(
          targets,
          fc.array(targets, { minLength: 1, maxLength: 3 }),
          fc.constant(7),
          fc.constant([]),
        ),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'), {
          maxKeys: 2,
          noNullPrototype: true,
        }),
      )
      .map(([include, rest]) => ({ ...rest, $include: include })),
  ),
})).node;
const graphs = fc
  .tuple(...names.map(() => fc.oneof(node, fc.constant(undefined))))
  .map((contents) =>
    Object.fromEntries(
      contents.flatMap((content, index) =>
        content === undefined ? [] : [[`${folder}/${names[index] ?? ''}`, content]],
      ),
    ),
  );
type Graph = Readonly<Record<string, unknown>>;

function follow(path: string): string {
  for (const [from, to] of Object.entries(links)) {
    if (path === from || path.startsWith(`${from}/`)) return to + path.slice(from.length);
  }
  return path;
}

function diskOf(graph: Graph): { disk: ConfigFiles; reads: string[] } {
  const reads: string[] = [];
  const exists = (path: string): boolean => Object.hasOwn(graph, path) || outside.has(path);
  const disk: ConfigFiles = {
    realPath: async (path) => {
      const real = follow(path);
      return exists(real) || real === folder ? real : undefined;
    },
    readText: async (path) => {
      reads.push(follow(path));
      if (!exists(path)) return undefined;
      return JSON.stringify(Object.hasOwn(graph, path) ? graph[path] : 'secret');
    },
  };
  return { disk, reads };
}

// The rule once more, on plain values and without any thought of speed.
const broken = Symbol('broken');
interface Budget {
  left: number;
}

function slowly(graph: Graph, path: string, chain: readonly string[], budget: Budget): unknown {
  return slowNode(graph[path], path, [...chain, path], graph, budget);
}

function slowNode(
  value: unknown,
  path: string,
  chain: readonly string[],
  graph: Graph,
  budget: Budget,
): unknown {
  if (Array.isArray(value)) return value.map((item) => slowNode(item, path, chain, graph, budget));
  if (!isPlain(value)) return value;
  const { $include: include, ...rest } = value;
  const own = Object.fromEntries(
    Object.entries(rest).map(([key, child]) => [key, slowNode(child, path, chain, graph, budget)]),
  );
  if (include === undefined) return own;
  const merged = slowIncludes(include, path, chain, graph, budget);
  if (merged === broken || Object.keys(own).length === 0) return merged;
  return isPlain(merged) ? slowMerge(merged, own, false) : broken;
}

function slowIncludes(
  include: unknown,
  path: string,
  chain: readonly string[],
  graph: Graph,
  budget: Budget,
): unknown {
  const wanted = Array.isArray(include) ? (include as unknown[]) : [include];
  if (wanted.length === 0 || wanted.some((name) => typeof name !== 'string')) return broken;
  let merged: unknown;
  for (const [index, name] of wanted.entries()) {
    const next = slowInclude(String(name), path, chain, graph, budget);
    if (next === broken || (index > 0 && !areAlike(merged, next))) return broken;
    merged = index === 0 ? next : slowMerge(merged, next, true);
  }
  return merged;
}

function areAlike(a: unknown, b: unknown): boolean {
  return (isPlain(a) && isPlain(b)) || (Array.isArray(a) && Array.isArray(b));
}

function slowInclude(
  name: string,
  from: string,
  chain: readonly string[],
  graph: Graph,
  budget: Budget,
): unknown {
  budget.left -= 1;
  if (budget.left < 0) return broken;
  const asked = resolve(dirname(from), name);
  const path = follow(asked);
  const isIn = (each: string): boolean => each.startsWith(`${folder}/`);
  if (name === '' || !isIn(asked) || !isIn(path) || !Object.hasOwn(graph, path)) return broken;
  if (chain.includes(path) || chain.length > limits.config.includeDepth) return broken;
  return slowly(graph, path, chain, budget);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function slowMerge(lower: unknown, upper: unknown, isConcat: boolean): unknown {
  if (upper === broken) return broken;
  if (lower === broken) return typeof upper !== 'object' || upper === null ? upper : broken;
  if (Array.isArray(lower) && Array.isArray(upper) && isConcat)
    return [...(lower as unknown[]), ...(upper as unknown[])];
  if (!isPlain(lower) || !isPlain(upper)) return upper;
  const result = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    result[key] = Object.hasOwn(lower, key) ? slowMerge(lower[key], value, isConcat) : value;
  }
  return result;
}

/** As `toPlain` shows it: what is broken is null. */
function shown(value: unknown): unknown {
  if (value === broken) return null;
  if (Array.isArray(value)) return value.map(shown);
  return isPlain(value)
    ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shown(child)]))
    : value;
}

type Resolve = (disk: ConfigFiles) => Promise<unknown>;
const own: Resolve = async (disk) => {
  const tree = resolveTree(await readGraph(`${folder}/openclaw.json`, disk));
  return tree ? toPlain(tree) : undefined;
};

const isRight = (resolveAll: Resolve) =>
  fc.asyncProperty(graphs, async (graph) => {
    const { disk, reads } = diskOf(graph);
    const actual = await resolveAll(disk);
    const root = `${folder}/openclaw.json`;
    const wanted = Object.hasOwn(graph, root)
      ? shown(slowly(graph, root, [], { left: limits.config.includes }))
      : undefined;
    if (!isDeepStrictEqual(actual, wanted)) {
      throw new Error(`${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`);
    }
    for (const path of reads) if (!path.startsWith(`${folder}/`)) throw new Error(`read ${path}`);
  });

it(
  'puts any graph of includes together as the slow rule does, and never looks outside',
  { timeout: fuzzTimeoutMs },
  async () => {
    await fc.assert(isRight(own), fuzzSettings('includes'));
  },
);

it('would find a resolver that follows links out of the folder', async () => {
  const planted: Resolve = (disk) =>
    own({ ...disk, realPath: async (path) => (await disk.realPath(path)) && path });
  expect(await findsBug(isRight(planted))).toBe(true);
});

it('would find a resolver that loses a list', async () => {
  const planted: Resolve = async (disk) => {
    const read = disk.readText.bind(disk);
    return own({ ...disk, readText: async (path) => (await read(path))?.replace('[1,2]', '[2]') });
  };
  expect(await findsBug(isRight(planted))).toBe(true);
});

/** The files of a new extension by name. @param name of the extension, which is valid */
export function templateFiles(name: string): Readonly<Record<string, string>> {
  const tool = name.replaceAll('-', '_');
  return {
    'extension.json5': manifest(name, tool),
    'index.ts': code(tool),
    'index.test.ts': test(tool),
    'host.d.ts': hostTypes,
    'test-host.ts': testHost,
    'package.json': `${JSON.stringify({ private: true, type: 'module' }, undefined, 2)}\n`,
    'README.md': readme(name, tool),
  };
}

const manifest = (name: string, tool: string): string => `{
  name: '${name}',
  version: '0.1.0',
  description: 'Greets people and counts how often.',
  main: 'index.ts',

  // What the code may reach. While all of it is empty, it can only compute and needs no approval.
  permissions: {
    hosts: [], // 'api.example.com', '*.example.com', '127.0.0.1:8080'
    folders: [], // { path: '~/notes' }, { path: '~/lists', write: true }
    secrets: [], // 'EXAMPLE_API_KEY', used in headers as {{secret:EXAMPLE_API_KEY}}
  },

  tools: [
    {
      name: '${tool}',
      description: 'Greets somebody by name. Use it when the user wants somebody to be greeted.',
      parameters: {
        type: 'object',
        properties: { name: { type: 'string', description: 'Who is greeted.' } },
        required: ['name'],
        additionalProperties: false,
      },
      // asks: 'always', // ask the owner before each call
      // repeatable: true, // running it twice does no more than running it once
    },
  ],
}
`;

const code = (tool: string): string => `/// <reference path="./host.d.ts" />

interface Input {
  readonly name: string;
}

/** The tool "${tool}" of extension.json5. What it returns is what the model reads. */
export async function ${tool}({ name }: Input): Promise<string> {
  const known = await host.store.get(name);
  const count = (typeof known === 'number' ? known : 0) + 1;
  await host.store.set(name, count);
  console.log('greeted', count);
  return count === 1 ? \`Hello \${name}!\` : \`Hello \${name}, for the \${count}. time.\`;
}
`;

const test = (tool: string): string => `import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ${tool} } from './index.ts';
import { createTestHost } from './test-host.ts';

beforeEach(() => {
  globalThis.host = createTestHost();
});

test('greets', async () => {
  assert.equal(await ${tool}({ name: 'Ada' }), 'Hello Ada!');
});

test('counts each one by themselves', async () => {
  await ${tool}({ name: 'Ada' });
  assert.equal(await ${tool}({ name: 'Ada' }), 'Hello Ada, for the 2. time.');
  assert.equal(await ${tool}({ name: 'Bob' }), 'Hello Bob!');
});
`;

const hostTypes = `/** What an extension can reach beside its input. All else of the language is there; Node is not. */
interface Host {
  /** Only hosts of "permissions.hosts". A header may hold {{secret:NAME}}; the value is put in outside. */
  fetch(url: string | URL, init?: FetchInit): Promise<FetchAnswer>;
  /** Only below "permissions.folders". Paths begin with "/" or "~/". */
  readonly files: {
    read(path: string): Promise<string>;
    /** Needs "write: true". Folders on the way are made. */
    write(path: string, text: string): Promise<void>;
    list(path: string): Promise<FileEntry[]>;
  };
  /** Stays from one call to the next; a megabyte in all. */
  readonly store: {
    get(key: string): Promise<unknown>;
    set(key: string, value: unknown): Promise<void>;
    delete(key: string): Promise<void>;
    keys(): Promise<string[]>;
  };
}

interface FetchInit {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface FetchAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The answer was longer than 2 MB. */
  readonly isCut: boolean;
}

interface FileEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly bytes: number;
}

declare var host: Host;
`;

const testHost = `/// <reference path="./host.d.ts" />

/** What a test wants the world to be. */
export interface TestWorld {
  /** By address; what is not here cannot be reached. */
  readonly pages?: Readonly<Record<string, string>>;
  readonly files?: Record<string, string>;
}

/** A host in memory, for tests: set it as globalThis.host. */
export function createTestHost({ pages = {}, files = {} }: TestWorld = {}): Host {
  const values = new Map<string, unknown>();
  return {
    async fetch(url) {
      const text = pages[String(url)];
      if (text === undefined) throw new Error(\`there is no page \${String(url)} in this test\`);
      return { status: 200, ok: true, url: String(url), headers: {}, text, isCut: false };
    },
    files: {
      async read(path) {
        const text = files[path];
        if (text === undefined) throw new Error(\`there is no file \${path} in this test\`);
        return text;
      },
      async write(path, text) {
        files[path] = text;
      },
      async list(path) {
        return Object.entries(files)
          .filter(([name]) => name.startsWith(\`\${path}/\`))
          .map(([name, text]) => ({
            name: name.slice(path.length + 1),
            kind: 'file' as const,
            bytes: text.length,
          }));
      },
    },
    store: {
      get: async (key) => structuredClone(values.get(key)),
      set: async (key, value) => void values.set(key, structuredClone(value)),
      delete: async (key) => void values.delete(key),
      keys: async () => [...values.keys()],
    },
  };
}
`;

const readme = (name: string, tool: string): string => `# ${name}

An extension of OpenClaw Desktop: a tool that agents can use.

- \`extension.json5\`: name, tools and permissions. Saving it is enough; nothing has to be restarted.
- \`index.ts\`: the code, one exported function for each tool, all in this one file. It runs in a sandbox with nothing but its input and \`host\` (see \`host.d.ts\`): no Node, no imports, no network and no files but by permission.
- \`index.test.ts\`: run it with \`node --test\` (Node 22.18 or newer).

Try it:

\`\`\`sh
openclaw tools run ${tool} --json '{ "name": "Ada" }'
\`\`\`

An agent uses it when \`${tool}\` stands in \`agents.<id>.tools\`.

If it is to reach something, say so in \`permissions\` and approve it:

\`\`\`sh
openclaw extensions approve ${name}
\`\`\`

Any change of the permissions needs a new approval; a change of the code does not.
`;

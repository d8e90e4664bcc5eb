import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../src/renderer/', import.meta.url);

/** The files of the interface with one of these endings, by their path. */
function read(ending: RegExp): [string, string][] {
  return readdirSync(root, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => ending.test(name))
    .map((name) => [`/${name}`, readFileSync(new URL(name, root), 'utf8')]);
}

const sheets = read(/\.css$/);
const sources = read(/\.tsx?$/);
const code = sources.map(([, text]) => text);
const everything = [...sheets.map(([, text]) => text), ...code].join('\n');

/** Classes a sheet names, without those of libraries and of the page. */
function classesOf(css: string): readonly string[] {
  const own = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/:global\((?:[^()]|\([^()]*\))*\)/g, '');
  return [
    ...new Set([...own.matchAll(/\.([a-zA-Z][\w-]*)(?=[^{}]*\{)/g)].map(([, name = '']) => name)),
  ];
}

/** What uses a sheet: the files that import it, with the name each gives it. */
function usersOf(sheet: string): readonly { readonly as: string; readonly text: string }[] {
  return sources.flatMap(([path, text]) => {
    const imports = text.matchAll(/import (\w+) from '([^']+\.module\.css)'/g);
    return [...imports]
      .filter(([, , from = '']) => new URL(from, `file://${path}`).pathname === sheet)
      .map(([, as = '']) => ({ as, text }));
  });
}

/** Whether a class may be one that is put together, as in `styles[tone]` or `dot-${tone}`. */
function isComposed(users: string, name: string): boolean {
  const beginnings = [...users.matchAll(/\[`([\w-]*)\$\{/g)].map(([, begin = '']) => begin);
  const isWhole = /\w+\[(?!['"`\d])[\w.]+\]/.test(users);
  return isWhole || beginnings.some((begin) => begin !== '' && name.startsWith(begin));
}

function deadClasses(path: string, css: string): readonly string[] {
  const users = usersOf(path)
    .map(({ text }) => text)
    .join('\n');
  return classesOf(css)
    .filter((name) => !users.includes(`'${name}'`) && !isComposed(users, name))
    .map((name) => `${path} .${name}`);
}

describe('style sheets', () => {
  const modules = sheets.filter(([path]) => path.endsWith('.module.css'));

  it('have no class that nothing uses', () => {
    expect(modules.flatMap(([path, css]) => deadClasses(path, css))).toEqual([]);
  });

  it('would be caught having one', () => {
    expect(deadClasses('/ui/confirm.module.css', '.text, .nobody-wants { color: red }')).toEqual([
      '/ui/confirm.module.css .nobody-wants',
    ]);
  });

  it('have every class that is asked for', () => {
    const missing = modules.flatMap(([path, css]) => {
      const known = new Set(classesOf(css));
      return usersOf(path).flatMap(({ as, text }) =>
        [...text.matchAll(new RegExp(`\\b${as}\\['([\\w-]+)'\\]`, 'g'))]
          .filter(([, name = '']) => !known.has(name))
          .map(([, name = '']) => `${path} .${name}`),
      );
    });
    expect(missing).toEqual([]);
  });

  it('use each token, and no other', () => {
    const tokens = sheets.find(([path]) => path.endsWith('/tokens.css'))?.[1] ?? '';
    const made = new Set([...tokens.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name = '']) => name));
    const unused = [...made].filter((name) => !everything.includes(`var(${name}`));
    expect(unused.filter((name) => !everything.includes(`'${name}'`))).toEqual([]);
    const asked = new Set(
      [...everything.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name),
    );
    const unknown = [...asked].filter(
      (name) => !everything.includes(`${name}:`) && !everything.includes(`'${name}'`),
    );
    // Those of the library of menus are set by it.
    expect(unknown.filter((name) => !name.startsWith('--radix-'))).toEqual([]);
  });
});

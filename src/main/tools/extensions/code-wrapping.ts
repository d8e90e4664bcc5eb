/*
 * The sandbox knows functions with one argument in one flat object. What extensions get is nicer:
 * `host.fetch(url, init)`, `host.files.read(path)`, `host.store.get(key)`. It is made of the former on
 * the code's own first line, so that lines in messages stay right.
 */
const prelude = [
  'const host = ((h) => Object.freeze({',
  'fetch: (url, init = {}) => h.fetch({ ...init, url: String(url) }),',
  'files: Object.freeze({',
  'read: (path) => h.readFile({ path }),',
  'write: (path, text) => h.writeFile({ path, text }),',
  'list: (path) => h.listFiles({ path }) }),',
  'store: Object.freeze({',
  'get: async (key) => (await h.getValue({ key })) ?? undefined,',
  'set: (key, value) => h.setValue({ key, value }),',
  'delete: (key) => h.deleteValue({ key }),',
  'keys: () => h.listValues({}) }),',
  '}))(globalThis.host ?? {});',
].join(' ');

/** The name of the function that tells which functions there are. */
export const checkFunction = 'openclawCheck';

/** The module as the sandbox runs it. */
export function wrapCode(code: string): string {
  return `${prelude} ${code}`;
}

/** The module with a function that tells, of each wanted name, whether it is a function. */
export function wrapForCheck(code: string, names: readonly string[]): string {
  const facts = names.map((name) => `${JSON.stringify(name)}: typeof ${name}`).join(', ');
  return `${wrapCode(code)}\nexport function ${checkFunction}() { return { ${facts} }; }`;
}

/** Whether the module gives out a function of that name, as far as its text tells. */
export function seemsExported(code: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$');
  const direct = new RegExp(
    `\\bexport\\s+(?:async\\s+)?(?:function\\b\\s*\\*?|const|let|var)\\s*${escaped}\\b`,
  );
  const listed = new RegExp(`\\bexport\\s*\\{[^}]*(?:^|[\\s,{])${escaped}\\s*[,}]`);
  return direct.test(code) || listed.test(code);
}

/** So many letters at the beginning tell the pages apart. */
const tellingLetters = 4;

/** The page that somebody probably meant: `agent`, `Agents` and `agents2` begin as `agents` does. */
export function findMeantRoute<R extends { readonly id: string }>(
  asked: string,
  routes: readonly R[],
): R | undefined {
  const beginning = asked.toLowerCase().slice(0, tellingLetters);
  if (beginning.length < tellingLetters) return undefined;
  return routes.find(({ id }) => id.startsWith(beginning));
}

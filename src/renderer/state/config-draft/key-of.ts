const longest = 64;

/** Letters that are written as two where there is no sign for them. */
const spelled: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
};

/**
 * The key under which something of this name can stand in the configuration: itself where it may, else
 * its letters and digits in small, with a hyphen for everything between. Empty when none is left.
 */
export function keyOf(name: string): string {
  if (/^[a-z0-9][\w-]*$/i.test(name)) return name.slice(0, longest);
  return name
    .toLowerCase()
    .replaceAll(/[äöüßæø]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^[-_]+|-+$/g, '')
    .slice(0, longest);
}

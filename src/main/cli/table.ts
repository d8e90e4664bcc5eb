/** Rows as aligned columns. The last column is cut where a terminal ends. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  columns = Infinity,
): string {
  const clean = rows.map((row) => row.map(oneLine));
  const widths = header.map((title, index) =>
    Math.max(title.length, ...clean.map((row) => (row[index] ?? '').length)),
  );
  const line = (cells: readonly string[]): string => {
    const text = cells
      .map((cell, index) => (index === cells.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
    return text.length > columns ? `${text.slice(0, columns - 1)}…` : text;
  };
  return [header, ...clean].map((cells) => `${line(cells)}\n`).join('');
}

/** Names and values, one a line. */
export function formatFacts(facts: readonly (readonly [string, string])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(value)}\n`).join('');
}

/** Text of strangers must not move the cursor or colour the terminal. */
function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}

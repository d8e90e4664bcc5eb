/** Effects of one kind, in the order of the plan. */
export interface EffectGroup<Code extends string> {
  readonly code: Code;
  readonly subjects: readonly string[];
  /** More than are read one by one: they are summed up. */
  readonly isFolded: boolean;
}

/** As many of one kind are said one by one. */
const shownSingly = 4;

/** What a change does by kind, each kind where its first one stands. */
export function groupEffects<Code extends string>(
  lines: readonly { readonly code: Code; readonly subject: string }[],
): readonly EffectGroup<Code>[] {
  const groups = Map.groupBy(lines, ({ code }) => code);
  return [...groups].map(([code, members]) => ({
    code,
    subjects: members.map(({ subject }) => subject),
    isFolded: members.length > shownSingly,
  }));
}

/** The first two of them, and that there are more. */
export function nameFirst(subjects: readonly string[]): string {
  return `${subjects.slice(0, 2).join(', ')} …`;
}

/**
 * What settings and their choices are called: by path with `*` for any key (`channels.*.token`), and
 * with `=` for a choice (`channels.*.access.direct=open`).
 */
export type SettingWords = Readonly<
  Record<string, { readonly title: string; readonly help?: string }>
>;

export type GoToPlace = (
  file: string,
  at: { readonly line: number; readonly column: number },
) => void;

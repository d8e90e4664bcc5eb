/**
 * While a word is being composed, Enter belongs to the input method. Safari ends the composition
 * before the key event and tells only by the key code.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.isComposing || event.keyCode === 229;
}

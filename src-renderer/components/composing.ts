/**
 * True while an input method is still composing: its Enter and Space belong to it. Some input
 * methods send the key that ends the composition with nothing but the old code 229.
 */
export const isComposing = (event: KeyboardEvent): boolean =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other sign of it.
  event.isComposing || event.keyCode === 229;

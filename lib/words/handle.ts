/** A handle (masked or whole) as people know it: `wa_234***4567` is `+234***4567`, and no channel's sign stands before others. */
export function sayHandle(handle: string): string {
  return handle.replace(/^wa_(?=\d)/, "+").replace(/^(?:wa|ig)_/, "");
}

/** Reads the words of `flash …`: what to do with the image in which a simulated board keeps its files and its storage. */

export type FlashArguments =
  | { readonly action: 'ls'; readonly imagePath: string }
  | { readonly action: 'nvs'; readonly imagePath: string }
  | { readonly action: 'reset'; readonly imagePath: string }
  | { readonly action: 'cat'; readonly imagePath: string; readonly file: string }
  | { readonly action: 'export'; readonly imagePath: string; readonly folder: string };

/** The command, or what is wrong with it. */
export function readFlashArguments(
  [action, operand, ...rest]: readonly string[],
  imagePath: string | undefined,
): FlashArguments | { readonly problem: string } {
  if (action !== 'ls' && action !== 'nvs' && action !== 'cat' && action !== 'export' && action !== 'reset') {
    const problem =
      action === undefined ? 'flash wants ls, nvs, cat, export or reset' : `flash knows ls, nvs, cat, export and reset, not "${action}"`;
    return { problem };
  }
  if (imagePath === undefined || imagePath === '') return { problem: `flash ${action} wants the board's image: --flash FILE` };
  const surplus = action === 'cat' || action === 'export' ? rest[0] : operand;
  if (surplus !== undefined) return { problem: `flash ${action} has no use for "${surplus}"` };
  if (action === 'ls' || action === 'nvs' || action === 'reset') return { action, imagePath };
  if (operand === undefined) return { problem: action === 'cat' ? 'flash cat wants the name of a file' : 'flash export wants a folder' };
  return action === 'cat' ? { action, imagePath, file: operand } : { action, imagePath, folder: operand };
}

/** How many native functions of each shape the relinked image has room for, in the order in which they are numbered. */
export const NATIVE_FUNCTIONS = { positional: 800, keyword: 128, fourArgument: 200, attribute: 80, iterator: 16 } as const;

/** How many native functions of each shape the relinked image has room for, in the order in which they are numbered. */
export const NATIVE_FUNCTIONS = { positional: 320, keyword: 32, fourArgument: 64, attribute: 24, iterator: 8 } as const;

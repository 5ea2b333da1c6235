/** How many native functions of each shape the relinked image has room for, in the order in which they are numbered. */
export const NATIVE_FUNCTIONS = { positional: 1024, keyword: 160, fourArgument: 256, attribute: 112, iterator: 16 } as const;

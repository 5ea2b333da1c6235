/** How many native functions of each shape the relinked image has room for, in the order in which they are numbered. */
export const NATIVE_FUNCTIONS = { positional: 512, keyword: 64, fourArgument: 96, attribute: 32, iterator: 16 } as const;

/** How many native functions of each shape the relinked image has room for, in the order in which they are numbered. */
export const NATIVE_FUNCTIONS = { positional: 640, keyword: 96, fourArgument: 160, attribute: 64, iterator: 8 } as const;

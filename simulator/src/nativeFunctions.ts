/** How many native functions of each shape the relinked image has room for, in the order in which they are numbered. */
export const NATIVE_FUNCTIONS = { positional: 1152, keyword: 176, fourArgument: 320, attribute: 128, iterator: 24 } as const;

/** How many native functions of each shape the relinked image has room for, in the order in which they are numbered. */
export const NATIVE_FUNCTIONS = { positional: 768, keyword: 128, fourArgument: 224, attribute: 64, iterator: 24 } as const;

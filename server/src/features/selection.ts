/** Ever larger pieces of a script around a place, from the name to the whole file. */
import type { SourceFile } from '../analysis/sourceFile';
import { nodeAt, type Node } from '../syntax/ast';

/** From the smallest to the largest, each larger than the one before. */
export function selectionSteps({ source }: SourceFile, offset: number): { readonly from: number; readonly to: number }[] {
  const steps: { from: number; to: number }[] = [];
  for (let node: Node | undefined = nodeAt(source.module, offset); node; node = node.parent) {
    const last = steps.at(-1);
    if (last?.from !== node.from || last.to !== node.to) steps.push({ from: node.from, to: node.to });
  }
  return steps;
}

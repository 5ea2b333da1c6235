/**
 * Questions that lead to each other, each worked out at most once. One that is asked again while it is worked out is unknown there; what
 * depends on that may say too little, and is only held until the question that the circle leads back to has its answer.
 */
import { sizeOf, UNKNOWN, type Type } from './types';

/** Deeper questions are answered with unknown: a bound on time and stack, far above what scripts need. */
const MAX_DEPTH = 80;

/** Types made of more are unknown: `x = (x, x)` in a row would double them without end. */
const MAX_TYPE_SIZE = 2000;

export class Answers {
  /** Questions being worked out, innermost last, and the outermost of them that a circle led back to. */
  private readonly stack: object[] = [];
  private circleFrom = Infinity;
  /** Answers that a circle may have made too small, and how far back on the stack it leads. */
  private readonly held = new Map<object, { readonly type: Type; circleFrom: number }>();
  /** Its keys, in the order in which they were found. */
  private readonly heldKeys: object[] = [];

  /** The answer to `question`, from `known` or by `work`; remembered in `known` once it is whole. */
  find(known: WeakMap<object, Type>, question: object, work: () => Type): Type {
    const answer = known.get(question);
    if (answer) return answer;
    const held = this.held.get(question);
    if (held) {
      this.circleFrom = Math.min(this.circleFrom, held.circleFrom);
      return held.type;
    }
    const circle = this.stack.indexOf(question);
    if (circle >= 0 || this.stack.length >= MAX_DEPTH) {
      this.circleFrom = Math.min(this.circleFrom, circle >= 0 ? circle : 0);
      return UNKNOWN;
    }
    const around = this.circleFrom;
    const heldBefore = this.heldKeys.length;
    this.circleFrom = Infinity;
    this.stack.push(question);
    let type: Type;
    try {
      type = work();
      if (sizeOf(type) > MAX_TYPE_SIZE) type = UNKNOWN;
    } finally {
      this.stack.pop();
    }
    if (this.circleFrom >= this.stack.length) {
      known.set(question, type);
      this.letGo(heldBefore);
      this.circleFrom = around;
    } else {
      this.tie(heldBefore, this.circleFrom);
      this.held.set(question, { type, circleFrom: this.circleFrom });
      this.heldKeys.push(question);
      this.circleFrom = Math.min(around, this.circleFrom);
    }
    return type;
  }

  /** What `work` finds, and whether it is whole: no circle to a question around it cut it short. */
  watch<T>(work: () => T): { readonly found: T; readonly isWhole: boolean } {
    const around = this.circleFrom;
    this.circleFrom = Infinity;
    const found = work();
    const isWhole = this.circleFrom === Infinity;
    this.circleFrom = Math.min(around, this.circleFrom);
    return { found, isWhole };
  }

  /** The circle of what was held since `from` is closed: it is worked out anew when it is asked for. */
  private letGo(from: number): void {
    for (const question of this.heldKeys.splice(from)) this.held.delete(question);
  }

  /** What was held since `from` belongs to the circle around. */
  private tie(from: number, circleFrom: number): void {
    for (const question of this.heldKeys.slice(from)) {
      const answer = this.held.get(question);
      if (answer) answer.circleFrom = Math.min(answer.circleFrom, circleFrom);
    }
  }
}

/**
 * Finds the line at which a reader would say that a script begins: where the commands to run it stand. It looks at the text alone,
 * as far as is needed to tell statements of the module from what lies inside brackets, strings and blocks.
 */

const MAIN_GUARD = /^if\s+__name__\s*==\s*(['"])__main__\1\s*:/;
/** What the last line of a script calls that keeps its work in a function. */
const MAIN_CALL = /^(?:\w+\.run\s*\(\s*\w+\s*\(|(?:\w+\.)?main\s*\()/;

/** Counts from 0; undefined for a text without a statement. */
export function scriptEntry(source: string): number | undefined {
  const statements = moduleStatements(source);
  const guard = statements.find(({ text }) => MAIN_GUARD.test(text));
  const last = statements.at(-1);
  const main = last && MAIN_CALL.test(last.text) ? last : undefined;
  return (guard ?? main ?? statements[0])?.line;
}

interface Statement {
  readonly line: number;
  /** Its first line. */
  readonly text: string;
}

/** The statements that are not indented, without the text that describes the module. */
function moduleStatements(source: string): readonly Statement[] {
  const statements: Statement[] = [];
  let state: State = { depth: 0, quote: '' };
  for (const [line, text] of source.split(/\r\n|\r|\n/).entries()) {
    const isContinued = state.depth > 0 || state.quote !== '' || state.isJoined === true;
    if (!isContinued && /^[^\s#]/.test(text)) statements.push({ line, text });
    state = after(text, state);
  }
  const [first] = statements;
  const isDescription = first !== undefined && /^[rRuU]?(?:"|')/.test(first.text);
  return isDescription ? statements.slice(1) : statements;
}

interface State {
  /** How many brackets are open. */
  readonly depth: number;
  /** The quotes that end the string which is open; empty if none is. */
  readonly quote: string;
  /** Whether a backslash at the end joins the next line. */
  readonly isJoined?: boolean;
}

/** What is open after a line. */
function after(text: string, { depth, quote }: State): State {
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') {
      at++;
    } else if (quote !== '') {
      if (!text.startsWith(quote, at)) continue;
      at += quote.length - 1;
      quote = '';
    } else if (text[at] === '#') {
      return { depth, quote };
    } else if (text[at] === '"' || text[at] === "'") {
      const one = text[at] ?? '';
      quote = text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
      at += quote.length - 1;
    } else if ('([{'.includes(text[at] ?? '')) {
      depth++;
    } else if (')]}'.includes(text[at] ?? '')) {
      depth = Math.max(0, depth - 1);
    }
  }
  const isJoined = /(?:^|[^\\])(?:\\\\)*\\$/.test(text);
  // A string in single quotes ends with its line, unless a backslash joins the next.
  return { depth, quote: quote.length === 1 && !isJoined ? '' : quote, isJoined };
}

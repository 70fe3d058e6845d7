import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { inEnglish, type Said, said } from '../errors/said.ts';
import { limits } from './limits.ts';
import type { ExpressionProblem } from './types.ts';

export type ParseResult =
  | { readonly ok: true; readonly ast: ASTNode }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/** Reads CEL text. The grammar and its limits are the library's; what names and operators mean is Kiln's. */
export function parse(source: string): ParseResult {
  if (source.length > limits.sourceLength) {
    return failure(said`The expression is longer than ${limits.sourceLength} characters.`, 0, source.length);
  }
  if (source.trim() === '') return failure(said`The expression is empty.`, 0, source.length);
  if (!source.isWellFormed())
    return failure(said`The expression holds half a character (a lone surrogate).`, 0, source.length);
  try {
    return { ok: true, ast: newEnvironment().parse(source).ast };
  } catch (error) {
    if (error instanceof ParseError) {
      const start = error.range?.start ?? error.node?.start ?? 0;
      const end = error.range?.end ?? error.node?.end ?? source.length;
      return failure(sentence(error, source, start, end), start, Math.min(Math.max(end, start), source.length));
    }
    // The parser recurses once per `!` or `-` without counting depth.
    if (error instanceof RangeError) return failure(said`The expression is nested too deeply.`, 0, source.length);
    throw error;
  }
}

// Made anew each time (about 2 µs): the library's environment keeps state between calls.
function newEnvironment(): Environment {
  return new Environment({
    limits: {
      maxAstNodes: limits.nodes,
      maxDepth: limits.depth,
      maxListElements: limits.listItems,
      maxMapEntries: limits.listItems,
      maxCallArguments: limits.arguments,
    },
  });
}

function failure(words: Said, start: number, end: number): ParseResult {
  return { ok: false, problem: { ...words, start, end } };
}

const limitSentences: Readonly<Record<string, Said>> = {
  maxAstNodes: said`The expression has more than ${limits.nodes} parts.`,
  maxDepth: said`The expression is nested more than ${limits.depth} levels deep.`,
  maxListElements: said`A list may have at most ${limits.listItems} items.`,
  maxMapEntries: said`A map may have at most ${limits.listItems} entries.`,
  maxCallArguments: said`A call may have at most ${limits.arguments} arguments.`,
};

const tokens: Readonly<Record<string, string | Said>> = {
  EOF: said`the end of the expression`,
  IDENTIFIER: said`a name`,
  NUMBER: said`a number`,
  STRING: said`a text`,
  BYTES: said`bytes`,
  BOOLEAN: said`'true' or 'false'`,
  NULL: "'null'",
  PLUS: "'+'",
  MINUS: "'-'",
  MULTIPLY: "'*'",
  DIVIDE: "'/'",
  MODULO: "'%'",
  EQ: "'=='",
  NE: "'!='",
  LT: "'<'",
  LE: "'<='",
  GT: "'>'",
  GE: "'>='",
  AND: "'&&'",
  OR: "'||'",
  NOT: "'!'",
  IN: "'in'",
  LPAREN: "'('",
  RPAREN: "')'",
  LBRACKET: "'['",
  RBRACKET: "']'",
  LBRACE: "'{'",
  RBRACE: "'}'",
  DOT: "'.'",
  COMMA: "','",
  COLON: "':'",
  QUESTION: "'?'",
};

function sentence(error: ParseError, source: string, start: number, end: number): Said {
  const text = source.slice(start, end);
  const [first = '', second = ''] = error.summary.match(/\b[A-Z]{2,}\b/g) ?? [];
  switch (error.code) {
    case 'limit_exceeded':
      return limitSentences[/max[A-Za-z]+/.exec(error.summary)?.[0] ?? ''] ?? said`The expression is too large.`;
    case 'unexpected_token':
      return said`Did not expect ${tokens[first] ?? first} here.`;
    case 'expected_token':
      return said`Expected ${tokens[first] ?? first} but found ${tokens[second] ?? second}.`;
    case 'unexpected_character':
      return text === '=' ? said`Unexpected '='. To compare, write '=='.` : said`Did not expect '${text}' here.`;
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return said`The closing quote is missing.`;
    case 'reserved_identifier':
      return said`'${text}' is a reserved word.`;
    case 'invalid_macro_argument':
      return said`The first argument must be a new name for the item, e.g. tags.exists(tag, tag == "new").`;
    default:
      return inEnglish(`${error.summary}.`);
  }
}

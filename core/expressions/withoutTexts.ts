import type { ASTNode } from '@marcbachmann/cel-js';
import { parse } from './parse.ts';

/** What is left of a condition when some of its texts are equal to nothing any more. */
export interface WithoutTexts {
  /** CEL; a constant where nothing else is left. */
  readonly source: string;
  /** It is true of nothing of which the condition is not, also while there still are values that are such a text. */
  readonly isNarrower: boolean;
}

/**
 * A condition without the comparisons with texts that no value is any more, of the same meaning: `stage == 'x'` is
 * false, `stage != 'x'` true, and a list does without its item. Undefined where a text is used in another way.
 * @param gone offsets of the literals
 */
export function withoutTexts(source: string, gone: ReadonlySet<number>): WithoutTexts | undefined {
  const parsed = parse(source);
  if (!parsed.ok) return undefined;
  const work: Work = { source, masked: withoutContents(source, parsed.ast), gone, met: new Set(), isNarrower: true };
  // Parentheses in comments are none.
  if (work.masked.includes('//')) return undefined;
  const left = rewrite(parsed.ast, 1, work);
  if (left === undefined || work.met.size < gone.size) return undefined;
  const text = typeof left === 'boolean' ? String(left) : left.text;
  return parse(text).ok ? { source: text, isNarrower: work.isNarrower } : undefined;
}

interface Work {
  readonly source: string;
  /** The source with blank texts. */
  readonly masked: string;
  readonly gone: ReadonlySet<number>;
  /** Those of them that were dealt with. */
  readonly met: Set<number>;
  isNarrower: boolean;
}

/** Text in the place of a node. `isLoose`: it binds less than what stood there, so that it needs parentheses. */
interface Piece {
  readonly text: string;
  readonly isLoose?: true;
}

/** Whether more becomes true of the whole where more becomes true of a node (1), less (-1), or nobody knows (0). */
type Sign = 1 | -1 | 0;

/** Undefined: the node stays as it is. */
function rewrite(node: ASTNode, sign: Sign, work: Work): boolean | Piece | undefined {
  switch (node.op) {
    case '==':
    case '!=': {
      if (!node.args.some((side) => meet(side, work))) return composed(node, node.args, 0, work);
      const isTrue = node.op === '!=';
      if (sign !== (isTrue ? -1 : 1)) work.isNarrower = false;
      return isTrue;
    }
    case 'in':
      return rewriteIn(node.args[0], node.args[1], node, sign, work);
    case '&&':
    case '||':
      return connected(node, node.args, sign, work);
    case '!_': {
      const inside = rewrite(node.args, sign === 0 ? 0 : sign === 1 ? -1 : 1, work);
      if (typeof inside === 'boolean') return !inside;
      return inside && spliced(node, [[node.args, inside]], work);
    }
    case '?:': {
      const condition = rewrite(node.args[0], 0, work);
      if (typeof condition !== 'boolean') return composed(node, node.args, sign, work, [0]);
      const branch = node.args[condition ? 1 : 2];
      meetAll(node.args[condition ? 2 : 1], work);
      return alone(branch, rewrite(branch, sign, work), work);
    }
    case 'rcall': {
      const [name, receiver, args] = node.args;
      const body = args[1];
      if ((name !== 'exists' && name !== 'all') || !body) return composed(node, [receiver, ...args], 0, work);
      const inside = rewrite(body, sign, work);
      if (inside === (name === 'all')) {
        meetAll(receiver, work);
        return inside;
      }
      return composed(node, [receiver, ...args], sign, work, [0]);
    }
    default:
      return composed(node, childrenOf(node), 0, work);
  }
}

function rewriteIn(item: ASTNode, list: ASTNode, node: ASTNode, sign: Sign, work: Work): boolean | Piece | undefined {
  const narrow = () => {
    if (sign !== 1) work.isNarrower = false;
  };
  if (meet(item, work)) {
    narrow();
    return false;
  }
  if (list.op !== 'list') return composed(node, [item, list], 0, work);
  const kept = list.args.filter((each) => !meet(each, work));
  if (kept.length === list.args.length) return composed(node, [item, list], 0, work);
  narrow();
  if (kept.length === 0) {
    meetAll(item, work);
    return false;
  }
  return { text: `${textOf(item, work)} in [${kept.map((each) => textOf(each, work)).join(', ')}]` };
}

function connected(
  node: ASTNode & { op: '&&' | '||' },
  sides: readonly [ASTNode, ASTNode],
  sign: Sign,
  work: Work,
): boolean | Piece | undefined {
  const [left, right] = sides.map((side) => rewrite(side, sign, work));
  if (left === undefined && right === undefined) return undefined;
  const deciding = node.op === '||';
  if (left === deciding || right === deciding) return deciding;
  if (typeof left === 'boolean') return alone(sides[1], right, work);
  if (typeof right === 'boolean') return alone(sides[0], left, work);
  const rewritten = [
    [sides[0], left],
    [sides[1], right],
  ] as const;
  return spliced(node, rewritten, work);
}

/** The node with other children. `unsigned`: the places of those about which the sign says nothing. */
function composed(
  node: ASTNode,
  children: readonly ASTNode[],
  sign: Sign,
  work: Work,
  unsigned: readonly number[] = [],
): Piece | undefined {
  const rewritten = children.map(
    (child, place) => [child, rewrite(child, unsigned.includes(place) ? 0 : sign, work)] as const,
  );
  return rewritten.some(([, left]) => left !== undefined) ? spliced(node, rewritten, work) : undefined;
}

type Left = boolean | Piece | undefined;

function spliced(node: ASTNode, children: readonly (readonly [ASTNode, Left])[], work: Work): Piece {
  const whole = extentOf(node, work);
  let text = '';
  let at = whole.start;
  for (const [child, left] of children) {
    if (left === undefined) continue;
    const { start, end } = extentOf(child, work);
    const own = typeof left === 'boolean' ? String(left) : left.isLoose ? `(${left.text})` : left.text;
    text += work.source.slice(at, start) + own;
    at = end;
  }
  text += work.source.slice(at, whole.end);
  return { text };
}

/** A part in the place of the whole. */
function alone(node: ASTNode, left: Left, work: Work): boolean | Piece {
  if (typeof left === 'boolean') return left;
  const piece = left ?? { text: textOf(node, work) };
  return ['||', '&&', '?:'].includes(node.op) ? { ...piece, isLoose: true } : piece;
}

function textOf(node: ASTNode, work: Work): string {
  const { start, end } = extentOf(node, work);
  return work.source.slice(start, end);
}

/** A node does not tell of the parentheses at its ends, where those of its parts are. */
function extentOf({ start, end }: ASTNode, { masked }: Work): { start: number; end: number } {
  let open = 0;
  let missing = 0;
  for (const character of masked.slice(start, end)) {
    if (character === '(') open++;
    else if (character === ')' && open > 0) open--;
    else if (character === ')') missing++;
  }
  let [from, to] = [start, end];
  while (missing > 0 && from > 0) if (masked[--from] === '(') missing--;
  while (open > 0 && to < masked.length) if (masked[to++] === ')') open--;
  return { start: from, end: to };
}

function meet(node: ASTNode, { gone, met }: Work): boolean {
  if (node.op !== 'value' || !gone.has(node.start)) return false;
  met.add(node.start);
  return true;
}

/** What goes with something else. */
function meetAll(node: ASTNode, work: Work): void {
  meet(node, work);
  for (const child of childrenOf(node)) meetAll(child, work);
}

function withoutContents(source: string, ast: ASTNode): string {
  let masked = source;
  const visit = (node: ASTNode): void => {
    if (node.op === 'value' && typeof node.args === 'string') {
      masked = masked.slice(0, node.start) + '_'.repeat(node.end - node.start) + masked.slice(node.end);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(ast);
  return masked;
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

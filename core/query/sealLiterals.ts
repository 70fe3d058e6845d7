import type { Vault } from '../context/types.ts';
import { said } from '../errors/said.ts';
import type { CheckedExpression } from '../expressions/check.ts';
import { children, type Expr, type Literal, type LiteralValue } from '../expressions/tree.ts';
import type { ExpressionProblem } from '../expressions/types.ts';
import { blindIndexPurpose } from '../model/blindIndexPurpose.ts';
import type { Entity, Model } from '../model/types.ts';
import { type EncryptedField, encryptedAt } from './encryptedAt.ts';

export type SealResult =
  | { readonly ok: true; readonly expression: CheckedExpression }
  | { readonly ok: false; readonly problems: readonly ExpressionProblem[] };

const comparisons = new Set(['==', '!=', 'in']);

/**
 * Readies a condition that compares encrypted fields: the database knows only blind indexes, so a text beside such a
 * field becomes its blind index, and nothing but equality is possible. Inside of lists there are only masks, so has()
 * alone is. Expressions without such fields pass as they are.
 */
export function sealLiterals(model: Model, entity: Entity, expression: CheckedExpression, vault: Vault): SealResult {
  if (!hasSealed(expression.root)) return { ok: true, expression };
  const problems: ExpressionProblem[] = [];
  const root = seal(expression.root);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, expression: { ...expression, root } };

  function seal(expr: Expr): Expr {
    if (expr.op === 'path') return refused(expr);
    if (expr.op === 'list') return { ...expr, items: expr.items.map(seal) };
    if (expr.op === 'member') return isSealed(expr) ? refused(expr) : { ...expr, of: seal(expr.of) };
    if (expr.op === 'macro') {
      const { list, condition, value } = expr;
      return {
        ...expr,
        list: seal(list),
        ...(condition ? { condition: seal(condition) } : {}),
        ...(value ? { value: seal(value) } : {}),
      };
    }
    if (expr.op !== 'call') return expr;
    if (expr.operation.name === 'has') return expr;
    const encrypted = comparisons.has(expr.operation.name) ? expr.args.map(encryptedPath).find(Boolean) : undefined;
    if (!encrypted) return { ...expr, args: expr.args.map(seal) };
    const args = expr.args.map((arg) => (arg.op === 'literal' ? sealLiteral(arg, encrypted) : arg));
    if (!args.every((arg) => arg.op === 'literal' || encryptedPath(arg))) refused(expr);
    return { ...expr, args };
  }

  function refused<E extends Expr>(expr: E): E {
    if (expr.op === 'path' && !isSealed(expr)) return expr;
    const isOwn = expr.op !== 'member' && !(expr.op === 'path' && expr.local !== undefined);
    const words = isOwn
      ? said`An encrypted field can only be compared with a text by ==, != or in.`
      : said`Of an encrypted field of records in a list only has() can be asked.`;
    problems.push({ ...words, start: expr.start, end: expr.end });
    return expr;
  }

  function encryptedPath(expr: Expr): EncryptedField | undefined {
    return expr.op === 'path' && expr.local === undefined ? encryptedAt(model, entity, expr.path) : undefined;
  }

  function sealLiteral(literal: Literal, { entity: owner, field }: EncryptedField): Literal {
    const purpose = blindIndexPurpose(owner, field);
    const hashed = (value: LiteralValue): LiteralValue => {
      if (typeof value === 'string') return vault.blindIndex(value, purpose);
      return Array.isArray(value) ? value.map(hashed) : value;
    };
    return { ...literal, value: hashed(literal.value) };
  }
}

function isSealed(expr: Expr): boolean {
  return 'sealed' in expr.type;
}

function hasSealed(expr: Expr): boolean {
  return isSealed(expr) || children(expr).some(hasSealed);
}

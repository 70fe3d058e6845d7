import { type Said, said } from '../../errors/said.ts';
import { quoteLiteral } from '../../lib/quoteIdent.ts';
import { plain } from '../operations/plain.ts';
import type { Operand, SqlContext } from '../operations/types.ts';
import type { SqlParam, SqlRows, SqlScope, SqlValue } from '../SqlScope.ts';
import { sqlType, storedType } from '../sqlType.ts';
import type { Call, Expr, List, Literal, LiteralValue, MacroCall, Path } from '../tree.ts';
import type { ExpressionProblem } from '../types.ts';

/** What a macro's variable stands for: a row that the scope knows, or an item of an array. */
type Local = { readonly scope: SqlScope } | { readonly item: Operand };

/** Rows behind a list of records: a FROM with a WHERE, and what the variable then is. */
interface Rows {
  readonly from: string;
  readonly scope: SqlRows['scope'];
}

/**
 * Writes SQL. No argument's text is ever used twice, so the SQL grows with the source and no faster, and literals are
 * handed to `param` in the order of the source.
 */
export class Generator {
  readonly problems: ExpressionProblem[] = [];
  readonly #scope: SqlScope;
  readonly #locals: Local[] = [];
  #aliases = 0;

  constructor(scope: SqlScope) {
    this.#scope = scope;
  }

  /** `condition`: null may count as false. */
  operand(expr: Expr, condition: boolean): Operand {
    switch (expr.op) {
      case 'literal':
        return this.#literal(expr, paramOf(expr.value));
      case 'path':
        return this.#path(expr);
      case 'call':
        return this.#call(expr, condition);
      case 'macro':
        return this.#macro(expr);
      case 'list':
        return this.#list(expr);
      case 'member':
        return this.#fail(expr, said`'.${expr.name}' of a calculated value is not available in SQL.`);
    }
  }

  #fail(expr: Expr, words: Said): Operand {
    this.problems.push({ ...words, start: expr.start, end: expr.end });
    return calculated(expr, 'null');
  }

  #literal(expr: Literal, value: SqlParam | null): Operand {
    const known = { type: expr.type, nullable: false, literal: true, null: false };
    if (value === null) {
      const type = sqlType(expr.type);
      return { ...known, sql: `null::${type}`, stored: type, nullable: true, null: true };
    }
    const stored = storedType(expr.type);
    if (expr.type.kind === 'list' && expr.type.of.kind === 'list')
      return this.#fail(expr, said`A list of lists is not available in SQL.`);
    if (typeof value === 'boolean') return { ...known, sql: String(value), stored };
    return { ...known, sql: this.#scope.param(value, stored), stored };
  }

  #path(expr: Path): Operand {
    const { path, typed, local, type } = expr;
    if (type.kind === 'list' && type.of.kind === 'object') {
      return this.#fail(
        expr,
        said`'${path.join('.')}' are records: in SQL use size, exists, exists_one, all, map or filter on them.`,
      );
    }
    const value = this.#valueOf(path.slice(0, typed), local);
    if (!value) return this.#fail(expr, said`'${path.join('.')}' is not available in SQL here.`);
    if ('item' in value) {
      return path.length === 1 ? value.item : this.#fail(expr, said`'${path.join('.')}' is not available in SQL.`);
    }
    const known = { type, nullable: value.nullable ?? true, literal: false, null: false };
    if (type.kind !== 'dyn') return { ...known, sql: value.sql, stored: value.stored ?? storedType(type) };
    const inside = path.slice(typed);
    const json = inside.length === 0 ? value.sql : `${value.sql} #> ${quoteLiteral(arrayText(inside))}`;
    // The null of JSON is null.
    return { ...known, sql: `nullif(${json}, 'null'::jsonb)`, stored: 'jsonb', nullable: true };
  }

  #valueOf(path: readonly string[], local: number | undefined): SqlValue | { readonly item: Operand } | undefined {
    if (local === undefined) return this.#scope.path(path);
    const bound = this.#locals[local];
    return bound && 'scope' in bound ? bound.scope.path(path) : bound;
  }

  #call(expr: Call, condition: boolean): Operand {
    const { operation, args } = expr;
    if (!operation.sql) return this.#fail(expr, said`'${operation.usage || operation.name}' is not available in SQL.`);
    const [first] = args;
    const rows = operation.name === 'size' && first ? this.#rows(first) : undefined;
    if (rows) return calculated(expr, `(select count(*) from ${rows.from})::numeric`, false);
    const operands = args.map((arg, index) => {
      if (arg.op === 'literal' && typeof arg.value === 'string' && operation.sqlLiteral) {
        const text = operation.sqlLiteral(arg.value, index);
        return text === undefined ? this.#fail(arg, notInSql) : this.#literal(arg, text);
      }
      if (operation.literalInSql === index && arg.op !== 'literal') return this.#fail(arg, notWrittenOut);
      return this.operand(arg, isCondition(operation.name, index, condition));
    });
    const context: SqlContext = {
      now: this.#scope.now,
      zone: quoteLiteral(this.#scope.timeZone ?? 'UTC'),
      condition,
    };
    return calculated(expr, operation.sql(operands, context), !operation.total);
  }

  #list(expr: List): Operand {
    if (expr.type.kind === 'list' && expr.type.of.kind === 'list')
      return this.#fail(expr, said`A list of lists is not available in SQL.`);
    const items = expr.items.map((item) => plain(this.operand(item, false)));
    return calculated(expr, `array[${items.join(', ')}]::${sqlType(expr.type)}`, false);
  }

  #macro(expr: MacroCall): Operand {
    if (expr.macro === 'filter' && this.#isRows(expr.list)) {
      return this.#fail(
        expr,
        said`In SQL, the records that a filter leaves can only be counted or looked at: use size, exists, all or map.`,
      );
    }
    const rows = this.#rows(expr.list);
    const [from, order] = rows ? [this.#bindRows(expr, rows), ''] : this.#bindItems(expr);
    const condition = expr.condition && this.operand(expr.condition, true).sql;
    switch (expr.macro) {
      case 'exists':
        return calculated(expr, `exists (select 1 from ${from} and ${condition})`, false);
      case 'all':
        return calculated(expr, `(not exists (select 1 from ${from} and (${condition}) is not true))`, false);
      case 'exists_one':
        return calculated(expr, `((select count(*) from ${from} and ${condition}) = 1)`, false);
      default: {
        const item = this.#locals[expr.local];
        const value = expr.value
          ? plain(this.operand(expr.value, false))
          : item && 'item' in item
            ? plain(item.item)
            : 'null';
        const where = condition === undefined ? from : `${from} and ${condition}`;
        return calculated(expr, `array(select ${value} from ${where}${order})`, false);
      }
    }
  }

  #isRows(expr: Expr): boolean {
    return expr.type.kind === 'list' && expr.type.of.kind === 'object';
  }

  /** Rows behind a list of records, filters included. Undefined for any other list. */
  #rows(expr: Expr): Rows | undefined {
    if (!this.#isRows(expr)) return undefined;
    if (expr.op === 'path') {
      const bound = expr.local === undefined ? { scope: this.#scope } : this.#locals[expr.local];
      const rows = bound && 'scope' in bound ? bound.scope.each?.(expr.path) : undefined;
      if (rows) return rows;
      this.#fail(expr, said`'${expr.path.join('.')}' is not available in SQL here.`);
    } else if (expr.op === 'macro' && expr.macro === 'filter') {
      const rows = this.#rows(expr.list);
      if (!rows) return undefined;
      const from = this.#bindRows(expr, rows);
      const condition = expr.condition && this.operand(expr.condition, true).sql;
      return { from: `${from} and ${condition}`, scope: rows.scope };
    } else {
      this.#fail(expr, said`This list of records is not available in SQL.`);
    }
    return { from: '(select) rows where true', scope: () => this.#scope };
  }

  #bindRows({ variable, local }: MacroCall, { from, scope }: Rows): string {
    this.#locals[local] = { scope: scope(variable) };
    return from;
  }

  #bindItems(expr: MacroCall): [from: string, order: string] {
    const list = this.operand(expr.list, false);
    const alias = `cel${++this.#aliases}`;
    const type = expr.list.type.kind === 'list' ? expr.list.type.of : expr.list.type;
    const stored = list.stored.replace(/\[\]$/, '');
    this.#locals[expr.local] = {
      item: { sql: `${alias}.item`, type, stored, nullable: true, literal: false, null: false },
    };
    const rows = `unnest(${list.sql}) with ordinality as ${alias} (item, place) where true`;
    return [rows, ` order by ${alias}.place`];
  }
}

export const notInSql = said`This regular expression is not available in SQL, which has characters, classes, groups, alternatives, repetitions, ^ and $ only.`;

const notWrittenOut = said`In SQL, a regular expression must be written out: it cannot come from a field.`;

/** The value in the form that a parameter takes. */
export function paramOf(value: LiteralValue): SqlParam | null {
  if (typeof value !== 'object' || value === null) return value;
  return value.map((item) => (typeof item === 'object' ? null : item));
}

function isCondition(name: string, index: number, condition: boolean): boolean {
  return name === '&&' || name === '||' || name === '!_' || (name === '?:' && (index === 0 || condition));
}

function calculated({ type }: Expr, sql: string, nullable = true): Operand {
  return { sql, type, stored: sqlType(type), nullable, literal: false, null: false };
}

/** Names as the text of a Postgres array. */
function arrayText(names: readonly string[]): string {
  return `{${names.map((name) => `"${name.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

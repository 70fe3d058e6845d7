import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import type { Formulas } from '../../store/compileFormulas.ts';
import { FieldCell } from '../FieldCell.tsx';
import { isNumeric } from '../isNumeric.ts';
import { fixedRecord, RecordScope } from '../RecordScope.tsx';
import type { WidgetProps } from '../types.ts';
import { findRelated } from './findRelated.ts';
import { type GridKey, gridKey } from './gridKey.ts';
import styles from './LineGrid.module.css';
import { type LineHandlers, LineRow } from './LineRow.tsx';
import { lineSegments } from './lineSegments.ts';
import { parseTable } from './parseTable.ts';
import { pasteRows } from './pasteRows.ts';
import { sumOf } from './totals.ts';
import type { LineEditing } from './useLineEditing.ts';
import { useLineWindow } from './useLineWindow.ts';
import { rowState, useRowDrag } from './useRowDrag.ts';

interface LineGridProps extends WidgetProps {
  readonly child: BrowserEntity;
  readonly columns: readonly BrowserField[];
  readonly formulas: Formulas;
  /** Names of the columns that are added up. */
  readonly totals: readonly string[];
  readonly editing: LineEditing;
}

interface Place {
  readonly row: number;
  readonly column: string;
  readonly isClicked: boolean;
}

/**
 * Line items as a grid for the keyboard: arrows go from cell to cell, Enter to the next line, Tab to the next cell, and both add
 * a line at the end; Alt with an arrow moves a line, Ctrl D repeats it, Ctrl Delete takes it out; rows of a spreadsheet are pasted.
 */
export function LineGrid({ child, columns, formulas, totals, editing, ...props }: LineGridProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { id, faults, invalid, disabled = false } = props;
  const { lines, blank, setValue } = editing;
  const { rows, keys } = lines;
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<Place>();
  const [unread, setUnread] = useState<readonly { title: string; text: string }[]>([]);
  // Where the cursor goes once the line that was asked for is there.
  const [wanted, setWanted] = useState<{ readonly row: number; readonly column: string }>();
  const { drag, begin } = useRowDrag(lines.move);
  const { span, lineHeight } = useLineWindow(table, rows.length);
  // The line with the cursor, or the last that had it.
  const [current, setCurrent] = useState(0);
  const segments = lineSegments(rows.length, span, [
    // Tab comes in at the ends, and goes on to the next line.
    ...[0, rows.length - 1, current - 1, current, current + 1, drag?.from ?? 0, active?.row ?? 0, wanted?.row ?? 0],
    ...faults.map(({ path }) => Number(path[0])),
  ]);
  const editable = columns.filter(({ computed }) => !computed);
  const [firstColumn = '', lastColumn = ''] = [editable[0]?.name, editable.at(-1)?.name];

  function focus(row: number, column: string): boolean {
    const cell = table.current?.querySelector(`tr[data-row="${row}"] td[data-column="${column}"]`);
    const control = cell?.querySelector<HTMLElement>('input, textarea, [tabindex="0"]');
    control?.focus();
    return control !== undefined && control !== null;
  }

  useEffect(() => {
    if (wanted && wanted.row < rows.length && focus(wanted.row, wanted.column)) setWanted(undefined);
  });

  function add(at = rows.length) {
    lines.insert(at, blank);
    setWanted({ row: at, column: firstColumn });
  }

  function act(key: GridKey, row: number, column: string): boolean {
    const index = editable.findIndex(({ name }) => name === column);
    const beside = editable[index + (key === 'left' ? -1 : 1)]?.name;
    const isLast = row === rows.length - 1;
    const isUntouched = jsonEqual(rows[row], blank);
    switch (key) {
      case 'up':
        return row > 0 && focus(row - 1, column);
      case 'down':
        return !isLast && focus(row + 1, column);
      case 'left':
      case 'right':
        return beside !== undefined && focus(row, beside);
      case 'enter':
        if (!isLast) focus(row + 1, column);
        else if (!isUntouched) add();
        return true;
      case 'tab':
        // A line that was only added takes nobody prisoner: Tab goes on behind the grid.
        if (!isLast || column !== lastColumn || isUntouched) return false;
        add();
        return true;
      case 'moveUp':
      case 'moveDown': {
        const to = row + (key === 'moveUp' ? -1 : 1);
        if (to < 0 || to >= rows.length) return true;
        lines.move(row, to);
        setWanted({ row: to, column });
        return true;
      }
      case 'remove':
        remove(row);
        if (rows.length > 1) setWanted({ row: Math.min(row, rows.length - 2), column });
        return true;
      case 'duplicate': {
        const { id: _id, ...copy } = rows[row] ?? {};
        lines.insert(row + 1, copy);
        setWanted({ row: row + 1, column });
        return true;
      }
    }
  }

  function press(event: KeyboardEvent) {
    const place = placeOf(event.target);
    const key = place && !disabled ? gridKey(event) : undefined;
    if (!place || !key || !act(key, place.row, place.column)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  async function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text/plain');
    const place = placeOf(event.target);
    const isTable = text.includes('\t') || text.trimEnd().includes('\n');
    if (!place || disabled || !isTable || (event.target instanceof HTMLTextAreaElement && !text.includes('\t'))) return;
    event.preventDefault();
    const cells = parseTable(text);
    const column = editable.findIndex(({ name }) => name === place.column);
    const known = await findRelated(model, editable, cells, column);
    const pasted = pasteRows({ rows, blank, columns: editable, table: cells, row: place.row, column, known });
    lines.replace(pasted.rows);
    setUnread(pasted.unread);
  }

  function remove(row: number) {
    setActive(undefined);
    lines.remove(row);
  }

  const latest = useRef({ setValue, remove, begin });
  latest.current = { setValue, remove, begin };
  const handlers = useMemo(
    (): LineHandlers => ({
      onValue: (row, column, value) => latest.current.setValue(row, column, value),
      onActivate: (row, column, isClicked) => setActive({ row, column, isClicked }),
      onRemove: (row) => latest.current.remove(row),
      onGrip: (row, event) => latest.current.begin(row, event),
    }),
    [],
  );

  return (
    <div className={styles.grid}>
      <div className={`${styles.frame} ${invalid ? styles.invalid : ''}`} onKeyDownCapture={press} onPaste={paste}>
        <table
          ref={table}
          className={styles.table}
          aria-label={child.pluralTitle}
          aria-describedby={`${id}-keys`}
          aria-rowcount={segments.length < rows.length ? rows.length + 1 : undefined}
          onFocus={({ target }) => setCurrent(placeOf(target)?.row ?? current)}
        >
          <thead>
            <tr>
              <th className={styles.grip} aria-label={t('form.lineNumber')} />
              {columns.map((column) => (
                <th key={column.name} scope="col" className={isNumeric(column) ? styles.number : undefined}>
                  {column.title}
                  {column.required && !column.computed ? <span className={styles.star}>*</span> : null}
                </th>
              ))}
              <th className={styles.tools} aria-label={t('action.remove')} />
            </tr>
          </thead>
          <tbody>
            {segments.map((index) =>
              typeof index !== 'number' ? (
                <tr key={`gap${index.from}`} data-from={index.from} aria-hidden>
                  <td
                    colSpan={columns.length + 2}
                    style={{ border: 0, height: (index.to - index.from + 1) * lineHeight }}
                  />
                </tr>
              ) : (
                <LineRow
                  key={keys[index]}
                  id={`${id}-${index}`}
                  index={index}
                  columns={columns}
                  display={child.display}
                  formulas={formulas}
                  row={rows[index] ?? blank}
                  faults={faults
                    .filter(({ path }) => path[0] === String(index))
                    .map(({ path, message }) => ({ path: path.slice(1), message }))}
                  activeColumn={active?.row === index ? active.column : undefined}
                  isClicked={active?.isClicked ?? false}
                  disabled={disabled}
                  state={rowState(drag, index)}
                  handlers={handlers}
                />
              ),
            )}
          </tbody>
          {rows.length > 0 && totals.length > 0 ? (
            <Totals columns={columns} rows={rows} formulas={formulas} totals={totals} />
          ) : null}
        </table>
        {rows.length === 0 ? <p className={styles.empty}>{t('form.noLines')}</p> : null}
      </div>
      <div className={styles.footer}>
        <Button
          id={id}
          size="small"
          type="text"
          icon={<Plus size={14} />}
          disabled={disabled}
          aria-describedby={props.describedBy}
          onClick={() => add()}
        >
          {t('form.addLine')}
        </Button>
        <span id={`${id}-keys`} className={styles.keys}>
          {t('form.lineKeys')}
        </span>
      </div>
      {unread.length > 0 ? (
        <p className={styles.unread} role="status">
          {t('form.unread', { count: unread.length })}{' '}
          {unread
            .slice(0, 4)
            .map(({ title, text }) => `${title}: “${text}”`)
            .join(' · ')}
          <Button type="link" size="small" onClick={() => setUnread([])}>
            {t('action.close')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

function placeOf(target: EventTarget): { readonly row: number; readonly column: string } | undefined {
  if (!(target instanceof Element)) return undefined;
  const column = target.closest<HTMLElement>('td[data-column]')?.dataset.column;
  const row = target.closest<HTMLElement>('tr[data-row]')?.dataset.row;
  return column === undefined || row === undefined ? undefined : { row: Number(row), column };
}

interface TotalsProps {
  readonly columns: readonly BrowserField[];
  readonly rows: readonly JsonObject[];
  readonly formulas: Formulas;
  readonly totals: readonly string[];
}

function Totals({ columns, rows, formulas, totals }: TotalsProps) {
  const { t } = useTranslation();
  const whole = rows.map((row) => ({ ...row, ...formulas(row) }));
  const source = useMemo(() => fixedRecord(rows[0] ?? {}), [rows]);
  const label = columns.findIndex(({ name }) => totals.includes(name));
  return (
    <tfoot>
      <RecordScope source={source}>
        <tr>
          <th scope="row" className={styles.sum} colSpan={label + 1}>
            {t('form.sum')}
          </th>
          {columns.slice(label).map((column) => (
            <td key={column.name} className={isNumeric(column) ? styles.number : undefined}>
              {totals.includes(column.name) ? (
                <output className={styles.total}>
                  <FieldCell field={column} value={sumOf(whole, column.name)} />
                </output>
              ) : null}
            </td>
          ))}
          <td />
        </tr>
      </RecordScope>
    </tfoot>
  );
}

import { GripVertical, Trash2 } from 'lucide-react';
import { memo, type PointerEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import type { Formulas } from '../../store/compileFormulas.ts';
import { FieldCell } from '../FieldCell.tsx';
import { isNumeric } from '../isNumeric.ts';
import { fixedRecord, RecordScope } from '../RecordScope.tsx';
import type { WidgetProps } from '../types.ts';
import { LineCell } from './LineCell.tsx';
import styles from './LineGrid.module.css';

export interface LineHandlers {
  readonly onValue: (row: number, column: BrowserField, value: Json) => void;
  readonly onActivate: (row: number, column: string, isClicked: boolean) => void;
  readonly onRemove: (row: number) => void;
  readonly onGrip: (row: number, event: PointerEvent<HTMLElement>) => void;
}

interface LineRowProps {
  readonly id: string;
  readonly index: number;
  readonly columns: readonly BrowserField[];
  /** Name of the field that stands for a line. */
  readonly display: string;
  readonly formulas: Formulas;
  readonly row: JsonObject;
  readonly faults: WidgetProps['faults'];
  readonly activeColumn: string | undefined;
  readonly isClicked: boolean;
  readonly disabled: boolean;
  readonly state: 'still' | 'dragged' | 'above' | 'below';
  readonly handlers: LineHandlers;
}

/** One line; renders again only for what concerns it. */
export const LineRow = memo(Row, isSame);

function Row({ id, index, columns, display, formulas, row, faults, activeColumn, ...props }: LineRowProps) {
  const { t } = useTranslation();
  const { isClicked, disabled, state, handlers } = props;
  const source = useMemo(() => fixedRecord(row), [row]);
  const shown = useMemo(() => ({ ...row, ...formulas(row) }), [row, formulas]);
  const ofRow = faults.filter(({ path }) => path.length === 0 || !columns.some(({ name }) => name === path[0]));
  return (
    <RecordScope source={source}>
      <tr data-state={state} data-row={index} aria-rowindex={index + 2}>
        <td className={styles.grip}>
          {/* Alt with an arrow moves a line by keyboard. */}
          <button
            type="button"
            tabIndex={-1}
            aria-label={t('form.moveLine', { number: index + 1 })}
            title={t('form.moveLine', { number: index + 1 })}
            disabled={disabled}
            onPointerDown={(event) => handlers.onGrip(index, event)}
          >
            <span aria-hidden>{index + 1}</span>
            <GripVertical size={14} aria-hidden />
          </button>
        </td>
        {columns.map((column, at) => {
          const own = faults.filter(({ path }) => path[0] === column.name);
          const told = at === 0 ? [...ofRow, ...own] : own;
          const controlId = `${id}-${column.name}`;
          const width = isNumeric(column)
            ? `${styles.number} ${column.type === 'money' || column.currency ? styles.amount : ''}`
            : column.name === display
              ? styles.widest
              : styles[widthOf(column)];
          return (
            <td key={column.name} data-column={column.name} className={`${styles.cell} ${width}`}>
              {column.computed ? (
                <div className={styles.readOnly}>
                  <FieldCell field={column} value={shown[column.name] ?? null} />
                </div>
              ) : (
                <LineCell
                  id={controlId}
                  field={column}
                  value={row[column.name] ?? null}
                  required={column.required}
                  invalid={own.length > 0}
                  label={column.title}
                  describedBy={told.length > 0 ? `${controlId}-faults` : undefined}
                  faults={own.map(({ path, message }) => ({ path: path.slice(1), message }))}
                  disabled={disabled}
                  isActive={activeColumn === column.name}
                  isClicked={isClicked}
                  onActivate={(clicked) => handlers.onActivate(index, column.name, clicked)}
                  onChange={(value) => handlers.onValue(index, column, value)}
                />
              )}
              {told.length > 0 ? (
                <div id={`${controlId}-faults`} className={styles.fault} role="alert">
                  {told.map(({ message }) => message).join(' ')}
                </div>
              ) : null}
            </td>
          );
        })}
        <td className={styles.tools}>
          <button
            type="button"
            tabIndex={-1}
            aria-label={t('form.removeLine', { number: index + 1 })}
            title={t('form.removeLine', { number: index + 1 })}
            disabled={disabled}
            onClick={() => handlers.onRemove(index)}
          >
            <Trash2 size={14} aria-hidden />
          </button>
        </td>
      </tr>
    </RecordScope>
  );
}

/** Longer texts need room; a unit or a code does not. */
function widthOf({ type, relation, schema }: BrowserField): 'wide' | 'narrow' {
  const isLong = (type === 'text' && !(Number(schema.maxLength) <= 40)) || type === 'multiline' || type === 'email';
  return relation || isLong ? 'wide' : 'narrow';
}

/** The form library copies all values with every key press: equal rows are the same. */
function isSame(before: LineRowProps, after: LineRowProps): boolean {
  const { row: rowBefore, faults: faultsBefore, ...left } = before;
  const { row: rowAfter, faults: faultsAfter, ...right } = after;
  return (
    Object.keys(left).every((name) => Reflect.get(left, name) === Reflect.get(right, name)) &&
    jsonEqual(rowBefore, rowAfter) &&
    faultsBefore.length === faultsAfter.length &&
    faultsBefore.every(({ message }, at) => message === faultsAfter[at]?.message)
  );
}

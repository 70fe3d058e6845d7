import { type ReactNode, useMemo } from 'react';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import type { Formulas } from '../../store/compileFormulas.ts';
import { FieldCell } from '../FieldCell.tsx';
import { FieldWidget } from '../FieldWidget.tsx';
import { isNumeric } from '../isNumeric.ts';
import { fixedRecord, RecordScope } from '../RecordScope.tsx';
import type { WidgetProps } from '../types.ts';
import styles from './Widget.module.css';

interface LineRowProps {
  readonly id: string;
  readonly columns: readonly BrowserField[];
  /** Name of the field that stands for a line. */
  readonly display: string;
  readonly formulas: Formulas;
  readonly row: JsonObject;
  readonly faults: WidgetProps['faults'];
  readonly onChange: (row: JsonObject) => void;
  readonly tools: ReactNode;
}

export function LineRow({ id, columns, display, formulas, row, faults, onChange, tools }: LineRowProps) {
  const source = useMemo(() => fixedRecord(row), [row]);
  const shownRow = useMemo(() => ({ ...row, ...formulas(row) }), [row, formulas]);
  const rowFaults = faults.filter(({ path }) => path.length === 0 || !columns.some(({ name }) => name === path[0]));
  return (
    <RecordScope source={source}>
      <tr>
        {columns.map((column, index) => {
          const own = faults.filter(({ path }) => path[0] === column.name);
          const shown = index === 0 ? [...rowFaults, ...own] : own;
          const controlId = `${id}-${column.name}`;
          return (
            <td
              key={column.name}
              className={
                isNumeric(column) ? styles.number : column.relation || column.name === display ? styles.wide : undefined
              }
            >
              {column.computed ? (
                <div className={styles.readOnly}>
                  <FieldCell field={column} value={shownRow[column.name] ?? null} />
                </div>
              ) : (
                <FieldWidget
                  id={controlId}
                  field={column}
                  value={row[column.name] ?? null}
                  required={column.required}
                  invalid={own.length > 0}
                  label={column.title}
                  describedBy={shown.length > 0 ? `${controlId}-faults` : undefined}
                  faults={own.map(({ path, message }) => ({ path: path.slice(1), message }))}
                  compact
                  onChange={(value) => onChange({ ...row, [column.name]: value })}
                />
              )}
              {shown.length > 0 ? (
                <div id={`${controlId}-faults`} className={styles.fault} role="alert">
                  {shown.map(({ message }) => message).join(' ')}
                </div>
              ) : null}
            </td>
          );
        })}
        <td className={styles.tools}>{tools}</td>
      </tr>
    </RecordScope>
  );
}

import { useMemo } from 'react';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { FieldCell } from '../../fields/FieldCell.tsx';
import { isNumeric } from '../../fields/isNumeric.ts';
import { fixedRecord, RecordScope } from '../../fields/RecordScope.tsx';
import { asObjects, isEmpty } from '../../lib/values.ts';
import { lineFields } from '../../store/lineFields.ts';
import { findEntity } from '../../store/model.ts';
import styles from './LinesView.module.css';

interface LinesViewProps {
  readonly field: BrowserField;
  readonly value: Json;
}

/** Line items as a table to be read. */
export function LinesView({ field, value }: LinesViewProps) {
  const model = useModel();
  const child = field.children && findEntity(model, field.children.entity);
  if (!child || !field.children) return null;
  return <Lines title={field.title} columns={lineFields(model, child, field.children.field)} value={value} />;
}

interface LinesProps {
  readonly title: string;
  readonly columns: readonly BrowserField[];
  readonly value: Json;
}

function Lines({ title, columns: all, value }: LinesProps) {
  const rows = asObjects(value);
  // To be read, not filled in: what no line has takes no room.
  const columns = all.filter(({ name }) => rows.some((row) => !isEmpty(row[name])));
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={title}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={isNumeric(column) ? styles.number : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Line key={String(row.id ?? index)} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ row, columns }: { readonly row: JsonObject; readonly columns: readonly BrowserField[] }) {
  const source = useMemo(() => fixedRecord(row), [row]);
  return (
    <RecordScope source={source}>
      <tr>
        {columns.map((column) => (
          <td key={column.name} className={isNumeric(column) ? styles.number : undefined}>
            <FieldCell field={column} value={row[column.name] ?? null} />
          </td>
        ))}
      </tr>
    </RecordScope>
  );
}

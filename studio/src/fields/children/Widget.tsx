import { Button } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { asObjects } from '../../lib/values.ts';
import { compileFormulas } from '../../store/compileFormulas.ts';
import { initialValues } from '../../store/initialValues.ts';
import { lineFields } from '../../store/lineFields.ts';
import { isNumeric } from '../isNumeric.ts';
import type { WidgetProps } from '../types.ts';
import { LineRow } from './LineRow.tsx';
import styles from './Widget.module.css';

/** Line items: a table whose rows are edited here and saved with the record. */
export function Widget({ id, field, value, onChange, faults, invalid }: WidgetProps) {
  const { t } = useTranslation();
  const model = useModel();
  const child = useEntity(field.children?.entity ?? '');
  const rows = asObjects(value);
  const { keys, addKey, removeKey } = useRowKeys(rows.length);
  const formulas = useMemo(() => (child ? compileFormulas(model, child) : () => ({})), [model, child]);
  if (!child || !field.children) return null;
  const columns = lineFields(model, child, field.children.field);

  function changeRow(index: number, row: JsonObject) {
    onChange(rows.map((other, at) => (at === index ? row : other)));
  }

  function remove(index: number) {
    removeKey(index);
    onChange(rows.filter((_, at) => at !== index));
  }

  function add() {
    addKey();
    onChange([...rows, child ? initialValues(columns) : {}]);
  }

  return (
    <div>
      <div className={`${styles.frame} ${invalid ? styles.invalid : ''}`}>
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.name} scope="col" className={isNumeric(column) ? styles.number : undefined}>
                  {column.title}
                </th>
              ))}
              <th className={styles.tools} aria-label={t('action.remove')} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <LineRow
                key={keys[index]}
                id={`${id}-${index}`}
                columns={columns}
                display={child.display}
                formulas={formulas}
                row={row}
                faults={faults
                  .filter(({ path }) => path[0] === String(index))
                  .map(({ path, message }) => ({ path: path.slice(1), message }))}
                onChange={(next) => changeRow(index, next)}
                tools={
                  <Button
                    type="text"
                    size="small"
                    aria-label={t('form.removeLine', { number: index + 1 })}
                    icon={<Trash2 size={14} />}
                    onClick={() => remove(index)}
                  />
                }
              />
            ))}
            {rows.length === 0 ? (
              <tr>
                <td className={styles.empty} colSpan={columns.length + 1}>
                  {t('form.noLines')}
                </td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
      <div className={styles.footer}>
        <Button id={id} size="small" type="text" icon={<Plus size={14} />} onClick={add}>
          {t('form.addLine')}
        </Button>
      </div>
    </div>
  );
}

/** Rows have no identity of their own before they are saved: a key each, kept while they are added and removed here. */
function useRowKeys(count: number) {
  const [state, setState] = useState({ keys: Array.from({ length: count }, (_, index) => index), next: count });
  // Rows that came or went elsewhere (the record was read again) start over.
  const isOwn = state.keys.length === count;
  const keys = isOwn ? state.keys : Array.from({ length: count }, (_, index) => index);
  return {
    keys,
    addKey: () => setState({ keys: [...keys, state.next], next: Math.max(state.next, count) + 1 }),
    removeKey: (index: number) => setState({ ...state, keys: keys.filter((_, at) => at !== index) }),
  };
}

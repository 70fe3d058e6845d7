import { Button } from 'antd';
import { ArrowDown, ArrowUp, ChevronDown, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import { isEmpty, plainText } from '../../lib/values.ts';
import type { Formulas } from '../../store/compileFormulas.ts';
import { FieldCell } from '../FieldCell.tsx';
import { FieldWidget } from '../FieldWidget.tsx';
import { fixedRecord, RecordScope } from '../RecordScope.tsx';
import type { WidgetProps } from '../types.ts';
import styles from './LineCards.module.css';
import { sumOf } from './totals.ts';
import type { LineEditing } from './useLineEditing.ts';

interface LineCardsProps extends WidgetProps {
  readonly child: BrowserEntity;
  readonly columns: readonly BrowserField[];
  readonly formulas: Formulas;
  readonly totals: readonly string[];
  readonly editing: LineEditing;
}

/** Line items on a phone: a card each, which opens to be filled in. */
export function LineCards({ child, columns, formulas, totals, editing, ...props }: LineCardsProps) {
  const { t } = useTranslation();
  const { id, faults, disabled = false, invalid } = props;
  const { lines, blank, setValue } = editing;
  const { rows, keys } = lines;
  const [openKey, setOpenKey] = useState<number>();
  const [firstTotal] = totals;
  const whole = rows.map((row) => ({ ...row, ...formulas(row) }));
  const source = useMemo(() => fixedRecord(rows[0] ?? {}), [rows]);

  function add() {
    lines.insert(rows.length, blank);
    setOpenKey(undefined);
  }

  // The line that was added last has no name yet, and is what one is about to fill in.
  const open = openKey ?? (rows.length > 0 && isBlank(rows.at(-1), child.display) ? keys.at(-1) : undefined);
  return (
    <div className={`${styles.cards} ${invalid ? styles.invalid : ''}`}>
      {rows.map((row, index) => {
        const own = faults.filter(({ path }) => path[0] === String(index));
        const key = keys[index] ?? index;
        return (
          <LineCard
            key={key}
            id={`${id}-${index}`}
            number={index + 1}
            columns={columns}
            row={row}
            shown={whole[index] ?? row}
            display={child.display}
            total={columns.find(({ name }) => name === firstTotal)}
            faults={own.map(({ path, message }) => ({ path: path.slice(1), message }))}
            isOpen={key === open || own.length > 0}
            disabled={disabled}
            onToggle={() => setOpenKey(key === open ? -1 : key)}
            onValue={(column, value) => {
              setOpenKey(key);
              setValue(index, column, value);
            }}
            tools={
              <>
                <Button
                  type="text"
                  aria-label={t('form.lineUp', { number: index + 1 })}
                  icon={<ArrowUp size={16} />}
                  disabled={index === 0}
                  onClick={() => lines.move(index, index - 1)}
                />
                <Button
                  type="text"
                  aria-label={t('form.lineDown', { number: index + 1 })}
                  icon={<ArrowDown size={16} />}
                  disabled={index === rows.length - 1}
                  onClick={() => lines.move(index, index + 1)}
                />
                <Button
                  type="text"
                  danger
                  aria-label={t('form.removeLine', { number: index + 1 })}
                  icon={<Trash2 size={16} />}
                  onClick={() => lines.remove(index)}
                />
              </>
            }
          />
        );
      })}
      {rows.length === 0 ? <p className={styles.empty}>{t('form.noLines')}</p> : null}
      {firstTotal !== undefined && rows.length > 0 ? (
        <RecordScope source={source}>
          {columns
            .filter(({ name }) => totals.includes(name))
            .map((column) => (
              <div key={column.name} className={styles.total}>
                <span>{column.title}</span>
                <output>
                  <FieldCell field={column} value={sumOf(whole, column.name)} />
                </output>
              </div>
            ))}
        </RecordScope>
      ) : null}
      <Button
        id={id}
        icon={<Plus size={15} />}
        disabled={disabled}
        aria-describedby={props.describedBy}
        onClick={add}
        block
      >
        {t('form.addLine')}
      </Button>
    </div>
  );
}

function isBlank(row: JsonObject | undefined, display: string): boolean {
  return row !== undefined && row.id === undefined && isEmpty(row[display]);
}

/** Too wide for half a phone. */
const wide = new Set([
  'multiline',
  'markdown',
  'address',
  'files',
  'images',
  'polymorphic',
  'phone',
  'json',
  'geoPoint',
]);

interface LineCardProps {
  readonly id: string;
  readonly number: number;
  readonly columns: readonly BrowserField[];
  readonly row: JsonObject;
  /** With its formulas. */
  readonly shown: JsonObject;
  readonly display: string;
  readonly total: BrowserField | undefined;
  readonly faults: WidgetProps['faults'];
  readonly isOpen: boolean;
  readonly disabled: boolean;
  readonly onToggle: () => void;
  readonly onValue: (column: BrowserField, value: Json) => void;
  readonly tools: ReactNode;
}

function LineCard({ id, number, columns, row, shown, display, total, faults, isOpen, ...props }: LineCardProps) {
  const { t } = useTranslation();
  const { disabled, onToggle, onValue, tools } = props;
  const source = useMemo(() => fixedRecord(row), [row]);
  return (
    <RecordScope source={source}>
      <section className={styles.card}>
        <button type="button" className={styles.head} aria-expanded={isOpen} onClick={onToggle}>
          <ChevronDown size={16} className={isOpen ? styles.open : styles.closed} aria-hidden />
          <span className={styles.title}>{plainText(row[display]) || t('form.line', { number })}</span>
          {total ? <FieldCell field={total} value={shown[total.name] ?? null} /> : null}
        </button>
        {isOpen ? (
          <div className={styles.fields}>
            {columns.map((column) => {
              const controlId = `${id}-${column.name}`;
              const own = faults.filter(({ path }) => path[0] === column.name);
              return (
                <div key={column.name} className={styles.field} data-wide={wide.has(column.type) || undefined}>
                  <label htmlFor={controlId}>{column.title}</label>
                  {column.computed ? (
                    <FieldCell field={column} value={shown[column.name] ?? null} />
                  ) : (
                    <FieldWidget
                      id={controlId}
                      field={column}
                      value={row[column.name] ?? null}
                      required={column.required}
                      invalid={own.length > 0}
                      label={column.title}
                      describedBy={own.length > 0 ? `${controlId}-faults` : undefined}
                      faults={own.map(({ path, message }) => ({ path: path.slice(1), message }))}
                      disabled={disabled}
                      onChange={(value) => onValue(column, value)}
                    />
                  )}
                  {own.length > 0 ? (
                    <p id={`${controlId}-faults`} className={styles.fault} role="alert">
                      {own.map(({ message }) => message).join(' ')}
                    </p>
                  ) : null}
                </div>
              );
            })}
            {disabled ? null : <div className={styles.tools}>{tools}</div>}
          </div>
        ) : null}
      </section>
    </RecordScope>
  );
}

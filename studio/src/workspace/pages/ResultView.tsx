import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import type { ResultFormat, ResultItem, ResultShape } from '../../../../core/model/pageTypes.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { MarkdownText } from '../../fields/markdown/MarkdownText.tsx';
import { RecordLabel } from '../../fields/shared/RecordLabel.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { asText, isEmpty, plainText } from '../../lib/values.ts';
import styles from './ResultView.module.css';

interface ResultViewProps {
  readonly shape: ResultShape;
  readonly output: Json;
}

/** The output of a function, shown as its author says. What is not there is empty. */
export function ResultView({ shape, output }: ResultViewProps) {
  const { t } = useTranslation();
  switch (shape.as) {
    case 'facts':
      return (
        <dl className={styles.facts}>
          {shape.items.map((item) => (
            <div key={item.key} className={styles.fact}>
              <dt>{item.title}</dt>
              <dd>
                <ResultValue item={item} value={valueAt(output, item.key)} holder={output} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'table': {
      const rows = rowsAt(output, shape.rows);
      if (rows.length === 0) return <p className={styles.nothing}>{t('pages.nothing')}</p>;
      return <ResultTable columns={shape.columns} rows={rows} />;
    }
    case 'lines':
      return <ResultLines shape={shape} output={output} />;
    case 'text': {
      const text = plainText(valueAt(output, shape.key));
      return text ? <MarkdownText text={text} /> : <p className={styles.nothing}>{t('pages.nothing')}</p>;
    }
  }
}

function ResultTable({
  columns,
  rows,
}: {
  readonly columns: readonly ResultItem[];
  readonly rows: readonly JsonObject[];
}) {
  const isNumber = ({ format }: ResultItem) => format === 'number' || format === 'money' || format === 'percent';
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={isNumber(column) ? styles.number : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of an output are nothing but their place
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.key} className={isNumber(column) ? styles.number : undefined}>
                  <ResultValue item={column} value={valueAt(row, column.key)} holder={row} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ResultLines({
  shape,
  output,
}: {
  readonly shape: ResultShape & { readonly as: 'lines' };
  readonly output: Json;
}) {
  const { t } = useTranslation();
  const rows = rowsAt(output, shape.rows);
  const total = shape.total === undefined ? null : valueAt(output, shape.total);
  const totalTitle = shape.totalTitle === undefined ? '' : plainText(valueAt(output, shape.totalTitle));
  const amount: ResultFormat = { format: 'money', ...shape };
  if (rows.length === 0 && isEmpty(total)) return <p className={styles.nothing}>{t('pages.nothing')}</p>;
  return (
    <div className={styles.bill}>
      <ul>
        {rows.map((row, index) => {
          const detail = shape.detail === undefined ? '' : plainText(valueAt(row, shape.detail));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of an output are nothing but their place
            <li key={index} className={styles.line}>
              <span className={styles.label}>
                {plainText(valueAt(row, shape.label))}
                {detail ? <span className={styles.detail}>{detail}</span> : null}
              </span>
              <span className={styles.amount}>
                <ResultValue item={amount} value={valueAt(row, shape.amount)} holder={output} />
              </span>
            </li>
          );
        })}
      </ul>
      {isEmpty(total) ? null : (
        <p className={styles.total}>
          <span>{totalTitle || t('pages.total')}</span>
          <span className={styles.amount}>
            <ResultValue item={amount} value={total} holder={output} />
          </span>
        </p>
      )}
    </div>
  );
}

interface ResultValueProps {
  readonly item: ResultFormat;
  readonly value: Json;
  /** Where the code of the currency may be. */
  readonly holder: Json;
}

function ResultValue({ item, value, holder }: ResultValueProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (isEmpty(value)) return <span className={styles.none}>—</span>;
  if (typeof value === 'number') {
    const code = item.currencyKey === undefined ? undefined : asText(valueAt(holder, item.currencyKey));
    if (item.format === 'money') return format.money(value, code ?? item.currency);
    return item.format === 'percent' ? format.percent(Number((value * 100).toPrecision(12))) : format.number(value);
  }
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  if (typeof value === 'string' && item.format === 'date') return format.date(value);
  if (typeof value === 'string' && item.format === 'dateTime') return format.dateTime(value);
  if (item.format === 'record' && isObject(value)) return <ResultRecord value={value} />;
  return typeof value === 'string' ? value : plainText(value) || JSON.stringify(value);
}

/** A link to a record, if its entity can be seen. */
function ResultRecord({ value }: { readonly value: JsonObject }) {
  const [name, id, title] = [asText(value.entity) ?? '', asText(value.id) ?? '', asText(value.title)];
  const entity = useEntity(name);
  if (!entity || id === '') return title ?? null;
  return (
    <Link to="/$entity/$id" params={{ entity: entity.name, id }} className={styles.link}>
      {title ?? <RecordLabel entity={entity.name} id={id} />}
    </Link>
  );
}

function rowsAt(output: Json, path: string): JsonObject[] {
  const rows = valueAt(output, path);
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

function valueAt(output: Json, path: string): Json {
  let value: Json = output;
  for (const name of path.split('.')) {
    value = isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  }
  return value;
}

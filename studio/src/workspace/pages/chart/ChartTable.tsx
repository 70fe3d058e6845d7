import { useTranslation } from 'react-i18next';
import frame from '../ResultView.module.css';
import styles from './ChartTable.module.css';
import type { ShownChart } from './chartOption.ts';

interface ChartTableProps {
  readonly shown: ShownChart;
  /** Of the groups. */
  readonly title: string;
  readonly say: (value: number) => string;
  /** By the place of a group. */
  readonly onOpen: (at: number) => void;
}

/** What a chart shows, to be read. */
export function ChartTable({ shown, title, say, onOpen }: ChartTableProps) {
  const { t } = useTranslation();
  const { data, groupTitles, seriesTitles } = shown;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keys
    <div className={frame.scroll} tabIndex={0}>
      <table className={frame.table}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {seriesTitles.map((series) => (
              <th key={series} scope="col" className={frame.number}>
                {series}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.groups.map((group, at) => (
            <tr key={`${group.key} ${group.isRest}`}>
              <th scope="row" className={styles.group}>
                {group.isRest ? (
                  groupTitles[at]
                ) : (
                  <button type="button" className={styles.open} onClick={() => onOpen(at)}>
                    {groupTitles[at] ?? t('pages.none')}
                  </button>
                )}
              </th>
              {data.series.map(({ values }, index) => {
                const value = values[at];
                return (
                  <td key={seriesTitles[index]} className={frame.number}>
                    {typeof value === 'number' ? say(value) : '—'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

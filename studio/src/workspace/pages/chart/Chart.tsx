import { BarChart, FunnelChart, LineChart, PieChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { getInstanceByDom, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useThemeName } from '../../../app/PreferencesContext.tsx';
import styles from './Chart.module.css';
import { chartOption, type ShownChart } from './chartOption.ts';

use([BarChart, FunnelChart, LineChart, PieChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

interface ChartProps {
  readonly shown: ShownChart;
  readonly title: string;
  readonly say: (value: number) => string;
  /** By the place of a group. */
  readonly onOpen?: (at: number) => void;
}

/** Draws a chart, anew when it gets another size or the theme changes. */
export function Chart({ shown, title, say, onOpen }: ChartProps) {
  const { t, i18n } = useTranslation();
  const theme = useThemeName();
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef({ say, onOpen, draw: () => {} });
  latest.current.say = say;
  latest.current.onOpen = onOpen;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const chart = init(element, null, { renderer: 'svg' });
    latest.current.draw = () => chart.resize();
    chart.on('click', ({ dataIndex, data }) => {
      // Rounds leave out what is nothing, so that their items say which group they are.
      const at = typeof data === 'object' && data !== null && 'at' in data ? data.at : dataIndex;
      if (typeof at === 'number') latest.current.onOpen?.(at);
    });
    const observer = new ResizeObserver(() => latest.current.draw());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, []);

  useEffect(() => {
    const element = box.current;
    const chart = element ? getInstanceByDom(element) : undefined;
    if (!element || !chart) return;
    const draw = () => {
      chart.resize();
      const look = {
        theme,
        say: (value: number) => latest.current.say(value),
        language: i18n.language,
        width: element.clientWidth,
      };
      chart.setOption(chartOption(shown, look), { notMerge: true });
    };
    latest.current.draw = draw;
    draw();
  }, [shown, theme, i18n.language]);

  const most = shown.data.groups.slice(0, 12).map((_, at) => {
    const values = shown.data.series.map(({ values: of }) => (typeof of[at] === 'number' ? say(of[at]) : '—'));
    return `${shown.groupTitles[at]}: ${values.join(', ')}`;
  });
  return (
    <div
      ref={box}
      role="img"
      aria-label={t('pages.chartSummary', { title, groups: most.join('; ') })}
      className={styles.chart}
    />
  );
}

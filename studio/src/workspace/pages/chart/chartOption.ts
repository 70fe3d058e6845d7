import type { ChartType } from '../../../../../core/model/pageTypes.ts';
import type { ChartData } from '../../../store/pages/chartData.ts';
import { chartColors, fonts, optionColors, palettes, type ThemeName } from '../../../ui/tokens.ts';

/** Everything that a chart shows, in words. */
export interface ShownChart {
  readonly chart: ChartType;
  readonly stacked: boolean;
  readonly horizontal: boolean;
  readonly isTime: boolean;
  readonly data: ChartData;
  /** As many as the data has groups, and series. */
  readonly groupTitles: readonly string[];
  readonly seriesTitles: readonly string[];
  /** Names of the colours of options: of the series where there are some, else of the groups. */
  readonly colors: readonly (string | undefined)[];
}

interface Look {
  readonly theme: ThemeName;
  readonly say: (value: number) => string;
  readonly language: string;
  /** px */
  readonly width: number;
}

/** The chart as echarts takes it, in the colours of the application. */
export function chartOption(shown: ShownChart, look: Look) {
  const { theme, say } = look;
  const palette = palettes[theme];
  const text = { color: palette.textSecondary, fontFamily: fonts.latin, fontSize: 12 };
  const isRound = ['pie', 'donut', 'funnel'].includes(shown.chart);
  return {
    animationDuration: 240,
    color: [...chartColors[theme]],
    textStyle: text,
    tooltip: {
      trigger: isRound ? 'item' : 'axis',
      confine: true,
      renderMode: 'richText',
      backgroundColor: palette.raised,
      borderColor: palette.lineStrong,
      textStyle: { ...text, color: palette.text },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? say(value) : '—'),
      axisPointer: {
        type: shown.chart === 'bar' ? 'shadow' : 'line',
        shadowStyle: { color: palette.hover, opacity: 0.5 },
      },
    },
    ...(isRound ? roundOption(shown, look) : axisOption(shown, look)),
  };
}

function axisOption(shown: ShownChart, { theme, say, language, width }: Look) {
  const { chart, data, horizontal, stacked, groupTitles, seriesTitles, isTime } = shown;
  const palette = palettes[theme];
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const hasLegend = seriesTitles.length > 1;
  const label = { color: palette.textSecondary, fontSize: 11 };
  const groups = {
    type: 'category',
    data: [...groupTitles],
    boundaryGap: chart === 'bar',
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.lineStrong } },
    axisLabel: {
      ...label,
      hideOverlap: true,
      // Months that are cut off all look the same: those without room are left out instead.
      ...(isTime
        ? {}
        : { width: horizontal ? Math.min(130, width * 0.32) : Math.max(56, width / 8), overflow: 'truncate' }),
      ...(isTime || horizontal ? {} : { interval: 0 }),
    },
    // The first is at the top.
    inverse: horizontal,
  };
  const values = {
    type: 'value',
    splitNumber: 4,
    // What is counted has no halves.
    ...(data.series.every(({ values: of }) => of.every((value) => Number.isInteger(value ?? 0)))
      ? { minInterval: 1 }
      : {}),
    splitLine: { lineStyle: { color: palette.line } },
    axisLabel: { ...label, formatter: (value: number) => compact.format(value) },
  };
  const isBar = chart === 'bar';
  const hasValues = horizontal && isBar && !hasLegend;
  return {
    grid: {
      left: 4,
      right: hasValues ? 12 + widthOfValues(shown, say) : 12,
      top: hasLegend ? 34 : 12,
      bottom: 4,
      containLabel: true,
    },
    ...(hasLegend ? { legend: legend(theme) } : {}),
    xAxis: horizontal && isBar ? values : groups,
    yAxis: horizontal && isBar ? { ...groups } : values,
    series: data.series.map(({ values: of }, index) => ({
      name: seriesTitles[index],
      type: isBar ? 'bar' : 'line',
      ...(stacked && hasLegend ? { stack: 'all' } : {}),
      ...(isBar
        ? { barMaxWidth: 36, itemStyle: { borderRadius: stacked ? 0 : horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0] } }
        : {}),
      ...(chart === 'area' ? { areaStyle: { opacity: 0.16 } } : {}),
      ...(isBar ? {} : { symbolSize: 6, showSymbol: of.length < 40, lineStyle: { width: 2 } }),
      data: of.map((value, at) => {
        const color = hasLegend ? undefined : shown.colors[at];
        return isBar && color !== undefined ? { value, itemStyle: { color: optionColor(theme, color) } } : value;
      }),
      ...(hasLegend && shown.colors[index] !== undefined ? { color: optionColor(theme, shown.colors[index]) } : {}),
      ...(hasValues
        ? {
            label: {
              show: true,
              position: 'right',
              ...label,
              formatter: ({ value }: { value: unknown }) => (typeof value === 'number' ? say(value) : ''),
            },
          }
        : {}),
    })),
  };
}

/** px, of what stands beside the bars: echarts keeps no room for it, and a number that is cut off is another number. */
function widthOfValues({ data }: ShownChart, say: Look['say']): number {
  const longest = Math.max(
    0,
    ...(data.series[0]?.values ?? []).map((value) => (value === null ? 0 : say(value).length)),
  );
  return longest * 6.5;
}

function roundOption({ chart, data, groupTitles, colors }: ShownChart, { theme, say, width }: Look) {
  const palette = palettes[theme];
  const items = (data.series[0]?.values ?? []).flatMap((value, at) => {
    const color = colors[at];
    const style = {
      borderColor: palette.surface,
      borderWidth: 2,
      ...(color === undefined ? {} : { color: optionColor(theme, color) }),
    };
    return value === null || value === 0 ? [] : [{ name: groupTitles[at], value, itemStyle: style, at }];
  });
  const label = { color: palette.text, fontSize: 12 };
  if (chart === 'funnel') {
    return {
      series: [
        {
          type: 'funnel',
          ...{ left: '4%', right: '4%', top: 8, bottom: 8, gap: 3, minSize: '45%', sort: 'none' },
          label: {
            show: true,
            position: 'inside',
            color: palette.surface,
            fontWeight: 600,
            formatter: ({ name, value }: { name: string; value: unknown }) =>
              `${name} · ${typeof value === 'number' ? say(value) : ''}`,
          },
          data: items,
        },
      ],
    };
  }
  const isNarrow = width < 420;
  return {
    legend: isNarrow
      ? { ...legend(theme), top: 'auto', bottom: 0, left: 'center' }
      : { ...legend(theme), orient: 'vertical', top: 'middle', left: '58%' },
    series: [
      {
        type: 'pie',
        radius: chart === 'donut' ? ['52%', '78%'] : ['0%', '78%'],
        center: isNarrow ? ['50%', '42%'] : ['28%', '50%'],
        label: { ...label, show: false },
        emphasis: { scaleSize: 4 },
        data: items,
      },
    ],
  };
}

function legend(theme: ThemeName) {
  const palette = palettes[theme];
  return {
    type: 'scroll',
    top: 0,
    left: 0,
    itemWidth: 10,
    itemHeight: 10,
    icon: 'roundRect',
    textStyle: { color: palette.text, fontSize: 12, width: 160, overflow: 'truncate' },
    pageTextStyle: { color: palette.textSecondary },
    pageIconColor: palette.textSecondary,
    pageIconInactiveColor: palette.line,
  };
}

/** The text of an option reads on its ground, so it is seen on the page. */
function optionColor(theme: ThemeName, name: string | undefined): string | undefined {
  const colors = optionColors[theme];
  return name !== undefined && Object.hasOwn(colors, name) ? colors[name]?.text : undefined;
}

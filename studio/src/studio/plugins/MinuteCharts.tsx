import { useQuery } from '@tanstack/react-query';
import { Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pluginKeys } from '../../api/keys.ts';
import { listMinutes, type PluginMinute } from '../../api/plugins.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import type { ShownChart } from '../../workspace/pages/chart/chartOption.ts';
import frame from '../../workspace/pages/ResultView.module.css';
import { WidgetFrame } from '../../workspace/pages/WidgetFrame.tsx';
import { type MinuteSlot, minuteSlots } from './minuteSlots.ts';
import styles from './PluginActivity.module.css';

const Chart = lazyPart(async () => (await import('../../workspace/pages/chart/Chart.tsx')).Chart);

const refreshMs = 15_000;

/** Calls and errors, computing time, answer times and memory, over the last minutes. */
export function MinuteCharts({ id, minutes }: { readonly id: string; readonly minutes: number }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { data, error, refetch } = useQuery({
    queryKey: pluginKeys.minutes(id, minutes),
    queryFn: ({ signal }) => listMinutes(id, minutes, signal),
    refetchInterval: refreshMs,
  });
  const slots = useMemo(() => data && minuteSlots(data, minutes, new Date()), [data, minutes]);
  const charts = useMemo(() => {
    const names = {
      calls: t('plugins.figure.calls'),
      errors: t('plugins.figure.errors'),
      cpu: t('plugins.figure.cpu'),
      p95: t('plugins.figure.p95'),
      memory: t('plugins.figure.memory'),
    };
    return (
      slots && [
        {
          title: t('plugins.chart.calls'),
          unit: '',
          shown: lines(i18n.language, minutes, slots, [
            [names.calls, 'calls'],
            [names.errors, 'errors'],
          ]),
        },
        {
          title: t('plugins.chart.times'),
          unit: ' ms',
          shown: lines(i18n.language, minutes, slots, [[names.p95, 'p95']]),
        },
        {
          title: t('plugins.chart.cpu'),
          unit: ' ms',
          shown: lines(i18n.language, minutes, slots, [[names.cpu, 'cpuMs']]),
        },
        {
          title: t('plugins.chart.memory'),
          unit: ' MB',
          shown: lines(i18n.language, minutes, slots, [[names.memory, 'memoryMb']]),
        },
      ]
    );
  }, [slots, minutes, t, i18n.language]);
  if (error && !data) return <ErrorNotice error={error} onRetry={refetch} />;
  return (
    <div className={styles.charts}>
      {charts?.map(({ title, unit, shown }) => (
        <WidgetFrame key={title} title={title}>
          {isNothing(shown) ? (
            <p className={frame.nothing}>{t('pages.noData')}</p>
          ) : (
            <Suspense fallback={<Bone height="260px" />}>
              <Chart shown={shown} title={title} say={(value) => `${format.number(value, 1)}${unit}`} />
            </Suspense>
          )}
        </WidgetFrame>
      )) ?? ['1', '2', '3', '4'].map((key) => <Bone key={key} height="300px" />)}
    </div>
  );
}

function isNothing({ data }: ShownChart): boolean {
  return data.series.every(({ values }) => values.every((value) => !value));
}

function lines(
  language: string,
  minutes: number,
  slots: readonly MinuteSlot[],
  series: readonly (readonly [title: string, key: keyof Omit<PluginMinute, 'minute'>])[],
): ShownChart {
  const clock = new Intl.DateTimeFormat(language, {
    ...(minutes > 1440 ? ({ month: 'numeric', day: 'numeric' } as const) : {}),
    hour: '2-digit',
    minute: '2-digit',
  });
  return {
    ...{ chart: 'area', stacked: false, horizontal: false, isTime: true, colors: [] },
    groupTitles: slots.map(({ at }) => clock.format(at)),
    seriesTitles: series.map(([title]) => title),
    data: {
      groups: slots.map(({ at }) => ({ key: at.getTime() })),
      series: series.map(([title, key]) => ({ group: { key: title }, values: slots.map((slot) => slot[key]) })),
    },
  };
}

import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChartColumn, Table2 } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../../../core/model/browserModel.ts';
import type { Period, ChartWidget as Widget } from '../../../../../core/model/pageTypes.ts';
import { type FigureQuery, loadFigures } from '../../../api/figures.ts';
import { figureKeys } from '../../../api/keys.ts';
import { useEntity, useModel } from '../../../app/ModelContext.tsx';
import { type ChartGroup, chartData, type GroupField, groupField } from '../../../store/pages/chartData.ts';
import { groupWhere } from '../../../store/pages/groupWhere.ts';
import { periodSpan } from '../../../store/pages/period.ts';
import { Button } from '../../../ui/Button.tsx';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import { Bone } from '../../../ui/Skeleton.tsx';
import { ErrorLine } from '../../record/ErrorLine.tsx';
import { ChartTable } from '../chart/ChartTable.tsx';
import type { ShownChart } from '../chart/chartOption.ts';
import { useGroupTitles } from '../chart/useGroupTitles.ts';
import { useMeasureFormat } from '../useMeasureFormat.ts';
import { useSourceWhere } from '../useSourceQuery.ts';
import { WidgetFrame } from '../WidgetFrame.tsx';
import type { WidgetPlace } from '../WidgetPlace.ts';
import styles from './ChartWidget.module.css';

const Chart = lazyPart(async () => (await import('../chart/Chart.tsx')).Chart);

interface ChartWidgetProps {
  readonly widget: Widget;
  readonly place: WidgetPlace;
}

/** Sums of groups as a chart; as a table for whoever would rather read. */
export function ChartWidget({ widget, place }: ChartWidgetProps) {
  const model = useModel();
  const entity = useEntity(widget.entity);
  const group = entity && groupField(model, entity, widget.group);
  const series = entity && widget.series !== undefined ? groupField(model, entity, widget.series) : undefined;
  if (!entity || !group) return null;
  return <GroupedChart widget={widget} place={place} entity={entity} group={group} series={series} />;
}

interface GroupedChartProps extends ChartWidgetProps {
  readonly entity: BrowserEntity;
  readonly group: GroupField;
  readonly series: GroupField | undefined;
}

function GroupedChart({ widget, place, entity, group, series }: GroupedChartProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isTable, setTable] = useState(false);
  const where = useSourceWhere(widget, place);
  const query: FigureQuery = {
    measure: widget.measure,
    groups: [widget.group, ...(widget.series === undefined ? [] : [widget.series])],
    ...(where === undefined ? {} : { where }),
  };
  const {
    data: rows,
    error,
    refetch,
  } = useQuery({
    queryKey: figureKeys.rows(entity.name, query),
    queryFn: ({ signal }) => loadFigures(entity.name, query, signal),
    placeholderData: (before) => before,
  });
  const period = widget.period ?? place.period;
  const isCut = widget.dateField !== undefined && widget.dateField === group.path;
  const shown = useShownChart(widget, rows, group, series, isCut ? period : undefined);
  const say = useMeasureFormat(entity.name, widget.measure);

  function open(at: number) {
    const chosen = shown?.data.groups[at];
    const conditions = [where, chosen && groupWhere(group, chosen)].filter((part) => part !== undefined);
    if (!chosen || chosen.isRest || entity.parent !== undefined) return;
    const all = conditions.length < 2 ? conditions[0] : conditions.map((part) => `(${part})`).join(' && ');
    navigate({
      to: '/$entity',
      params: { entity: entity.name },
      search: { view: '*', ...(all === undefined ? {} : { where: all }) },
    });
  }

  const isEmpty = shown?.data.series.every(({ values }) => values.every((value) => !value)) ?? false;
  return (
    <WidgetFrame
      title={widget.title}
      description={widget.description}
      tools={
        isEmpty ? null : (
          <Button
            look="quiet"
            aria-label={`${isTable ? t('pages.asChart') : t('pages.asTable')}: ${widget.title}`}
            title={isTable ? t('pages.asChart') : t('pages.asTable')}
            icon={isTable ? <ChartColumn size={14} aria-hidden /> : <Table2 size={14} aria-hidden />}
            onClick={() => setTable(!isTable)}
          />
        )
      }
    >
      <div className={styles.area}>
        {error ? <ErrorLine error={error} onRetry={() => refetch()} /> : null}
        {shown === undefined && !error ? <Bone height="240px" /> : null}
        {isEmpty ? (
          <p className={styles.empty}>
            <ChartColumn size={20} strokeWidth={1.5} aria-hidden />
            {t('pages.noData')}
          </p>
        ) : null}
        {shown === undefined || isEmpty || error ? null : isTable ? (
          <div className={styles.table}>
            <ChartTable shown={shown} title={group.field.title} say={say} onOpen={open} />
          </div>
        ) : (
          <Suspense fallback={<Bone height="260px" />}>
            <Chart shown={shown} title={widget.title} say={say} onOpen={open} />
          </Suspense>
        )}
      </div>
    </WidgetFrame>
  );
}

/** undefined while it is being read. */
function useShownChart(
  widget: Widget,
  rows: readonly JsonObject[] | undefined,
  group: GroupField,
  series: GroupField | undefined,
  /** That which the groups are pieces of. */
  period: Period | undefined,
): ShownChart | undefined {
  const data = useMemo(
    () => rows && chartData(widget, rows, group, series, period && periodSpan(period, new Date())),
    [rows, widget, group, series, period],
  );
  const groups = useGroupTitles(group, data?.groups ?? none);
  const seriesGroups = useMemo(() => data?.series.flatMap((each) => each.group ?? []) ?? none, [data]);
  const names = useGroupTitles(series ?? group, seriesGroups);
  return useMemo(() => {
    if (!data) return undefined;
    const colorsOf = (field: GroupField, keys: readonly ChartGroup[]) =>
      keys.map(({ key }) => field.field.options?.find(({ value }) => value === key)?.color);
    const { chart, stacked, horizontal } = widget;
    return {
      ...{ chart, stacked, horizontal, data },
      isTime: group.bucket !== undefined,
      groupTitles: groups,
      seriesTitles: series ? names : [widget.title],
      colors: colorsOf(series ?? group, series ? seriesGroups : data.groups),
    };
  }, [data, groups, names, widget, group, series, seriesGroups]);
}

const none: readonly ChartGroup[] = [];

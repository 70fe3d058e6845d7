import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TrendingDown, TrendingUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { NumberWidget as Widget } from '../../../../../core/model/pageTypes.ts';
import { loadFigures } from '../../../api/figures.ts';
import { figureKeys } from '../../../api/keys.ts';
import { useModel } from '../../../app/ModelContext.tsx';
import { asNumber } from '../../../lib/values.ts';
import { periodSpan, spanBefore } from '../../../store/pages/period.ts';
import { Bone } from '../../../ui/Skeleton.tsx';
import { ErrorLine } from '../../record/ErrorLine.tsx';
import { useMeasureFormat } from '../useMeasureFormat.ts';
import { useWhere } from '../useSourceQuery.ts';
import { WidgetFrame } from '../WidgetFrame.tsx';
import type { WidgetPlace } from '../WidgetPlace.ts';
import styles from './NumberWidget.module.css';

interface NumberWidgetProps {
  readonly widget: Widget;
  readonly place: WidgetPlace;
}

/** One figure, and how it differs from the period before. It leads to the records it is made of. */
export function NumberWidget({ widget, place }: NumberWidgetProps) {
  const { title, description, entity, measure, compare, better } = widget;
  const model = useModel();
  const now = new Date();
  const period = widget.period ?? place.period;
  const isCompared = compare && period !== undefined && period !== 'all';
  const where = useWhere(model, widget, period && periodSpan(period, now, isCompared), place.around);
  const whereBefore = useWhere(model, widget, period && spanBefore(period, now), place.around);
  const format = useMeasureFormat(entity, measure);
  const current = useFigure(widget, where, true);
  const before = useFigure(widget, whereBefore, isCompared);
  const value = current.data;
  const text = typeof value === 'number' ? format(value) : '—';
  return (
    <WidgetFrame title={title} description={description}>
      {current.error ? (
        <ErrorLine error={current.error} onRetry={() => current.refetch()} />
      ) : value === undefined ? (
        <Bone width="60%" height="26px" />
      ) : (
        <div className={styles.figure}>
          <Link
            to="/$entity"
            params={{ entity }}
            search={{ view: '*', ...(where === undefined ? {} : { where }) }}
            className={styles.value}
            title={text}
            data-long={text.length > 9}
          >
            {text}
          </Link>
        </div>
      )}
      {isCompared && typeof value === 'number' && typeof before.data === 'number' ? (
        <Change value={value} before={before.data} better={better} say={format} />
      ) : null}
    </WidgetFrame>
  );
}

function useFigure({ entity, measure }: Widget, where: string | undefined, isAsked: boolean) {
  const query = { measure, groups: [], ...(where === undefined ? {} : { where }) };
  return useQuery({
    queryKey: figureKeys.rows(entity, query),
    // The sum of nothing is nothing; its average is not known.
    queryFn: async ({ signal }) =>
      asNumber((await loadFigures(entity, query, signal))[0]?.[measure]) ?? (measure.startsWith('sum(') ? 0 : null),
    enabled: isAsked,
  });
}

interface ChangeProps {
  readonly value: number;
  readonly before: number;
  readonly better: Widget['better'];
  readonly say: (value: number) => string;
}

function Change({ value, before, better, say }: ChangeProps) {
  const { t, i18n } = useTranslation();
  const isUp = value > before;
  const isSame = value === before;
  const tone = isSame || better === undefined ? '' : (better === 'up') === isUp ? styles.good : styles.bad;
  const Icon = isUp ? TrendingUp : TrendingDown;
  const percent = new Intl.NumberFormat(i18n.language, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'always',
  });
  const text = isSame
    ? t('pages.noChange')
    : before === 0
      ? `${isUp ? '+' : ''}${say(value - before)}`
      : percent.format((value - before) / Math.abs(before));
  return (
    <p className={styles.change}>
      <span className={`${styles.tone} ${tone}`}>
        {isSame ? null : <Icon size={14} aria-hidden />}
        {text}
      </span>
      <span className={styles.before}>{t('pages.before', { from: say(before) })}</span>
    </p>
  );
}

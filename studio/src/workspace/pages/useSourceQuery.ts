import { useMemo } from 'react';
import type { WidgetSource } from '../../../../core/model/pageTypes.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { type DaySpan, dayText, periodSpan } from '../../store/pages/period.ts';
import { sourceWhere } from '../../store/pages/sourceWhere.ts';
import type { WidgetPlace } from './WidgetPlace.ts';

/** The condition that a widget asks the server with: its own, the period's, what it reads of the record around it. */
export function useSourceWhere(
  source: WidgetSource,
  { period, around }: WidgetPlace,
  untilToday = false,
): string | undefined {
  const model = useModel();
  const chosen = source.period ?? period;
  const span = chosen === undefined ? undefined : periodSpan(chosen, new Date(), untilToday);
  return useWhere(model, source, span, around);
}

/** The same for given days. */
export function useWhere(
  model: Parameters<typeof sourceWhere>[0],
  source: WidgetSource,
  span: DaySpan | undefined,
  around: WidgetPlace['around'],
): string | undefined {
  // Days stay the same until midnight.
  const key = span ? `${dayText(span.from)} ${dayText(span.to)}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the span is what its days are
  return useMemo(() => sourceWhere(model, source, span, around), [model, source, key, around]);
}

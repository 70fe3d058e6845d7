import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import type { FunctionWidget as Widget } from '../../../../../core/model/pageTypes.ts';
import { ApiError } from '../../../api/ApiError.ts';
import { callFunction } from '../../../api/functions.ts';
import { functionKeys } from '../../../api/keys.ts';
import { viewedAs } from '../../../api/viewAs.ts';
import { Button } from '../../../ui/Button.tsx';
import { Bone } from '../../../ui/Skeleton.tsx';
import { ErrorLine } from '../../record/ErrorLine.tsx';
import { ResultView } from '../ResultView.tsx';
import { WidgetFrame } from '../WidgetFrame.tsx';
import type { WidgetPlace } from '../WidgetPlace.ts';
import { NotCalled } from './NotCalled.tsx';

interface FunctionWidgetProps {
  readonly widget: Widget;
  readonly place: WidgetPlace;
}

/** An answer is as good for so long. */
const freshMs = 30_000;

/** What a function answers when it is asked: as the page is shown, after the record around it has changed, and by a button. */
export function FunctionWidget({ widget, place: { around } }: FunctionWidgetProps) {
  const { t } = useTranslation();
  const { title, description, call, result } = widget;
  const input: JsonObject = around ? { record: { entity: around.entity, id: around.id } } : {};
  const viewed = viewedAs();
  const { data, error, isFetching, refetch } = useQuery({
    enabled: viewed === undefined,
    queryKey: [...functionKeys.output(call, input), around?.values.version ?? null],
    queryFn: ({ signal }) => callFunction(call, input, signal),
    staleTime: freshMs,
    // What was refused is refused again.
    retry: (count, failure) => count < 1 && failure instanceof ApiError && failure.status >= 500,
    placeholderData: (before) => before,
  });
  if (viewed) {
    return (
      <WidgetFrame title={title} description={description}>
        <NotCalled viewed={viewed} />
      </WidgetFrame>
    );
  }
  return (
    <WidgetFrame
      title={title}
      description={description}
      tools={
        <Button
          look="quiet"
          aria-label={`${t('pages.refresh')}: ${title}`}
          title={t('pages.refresh')}
          aria-busy={isFetching}
          disabled={isFetching}
          icon={<RefreshCw size={14} aria-hidden />}
          onClick={() => refetch()}
        />
      }
    >
      {error ? <ErrorLine error={error} onRetry={() => refetch()} /> : null}
      {data === undefined && !error ? ['64%', '48%', '56%'].map((width) => <Bone key={width} width={width} />) : null}
      {data === undefined || error ? null : <ResultView shape={result} output={data} />}
    </WidgetFrame>
  );
}
